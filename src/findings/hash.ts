/** FNV-1a of UTF-16 code units, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // FNV's last characters reach the high bits only; the finish of MurmurHash3 spreads them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The seeds of two hashes that are taken together. */
export const SEEDS = [0x811c9dc5, 0x9747b28c] as const;

/** Two hashes of a text, behind those of what comes before it. */
export function hashes(text: string, before: readonly [number, number] = SEEDS): readonly [number, number] {
  return [fnv1a(text, before[0]), fnv1a(text, before[1])];
}

/** As many bits of two hashes as a number holds exactly: 53. */
export function hashNumber(text: string, before?: readonly [number, number]): number {
  const [high, low] = hashes(text, before);
  return (high & 0x1fffff) * 2 ** 32 + low;
}
