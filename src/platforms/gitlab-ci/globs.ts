/** `name` is one character that stands for itself. */
type Token = { readonly kind: 'name'; readonly character: string } | { readonly kind: 'part' | 'all' | 'folders' };

/** No path of a file is longer. */
const LONGEST = 4_096;

/**
 * `*` is any file name or part of one, `**` any folders too: `ci/*.yml`, `configs/**.yml` (https://docs.gitlab.com/ci/yaml/#includelocal).
 * Not a regular expression: that would try all ways in which thirty stars can share a name, one after another. Here all are followed at
 * once, in time of path times glob.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  if (glob.length > LONGEST) return () => false;
  const tokens = tokensOf(glob);
  return path => {
    let places = reached([0], tokens);
    for (const character of path) {
      places = after(places, tokens, character);
      if (places.size === 0) return false;
    }
    return places.has(tokens.length);
  };
}

function tokensOf(glob: string): readonly Token[] {
  return [...glob.matchAll(/\*\*\/|\*\*|\*|[\s\S]/gu)].map(([part]): Token => {
    if (part === '**/') return { kind: 'folders' };
    if (part === '**') return { kind: 'all' };
    return part === '*' ? { kind: 'part' } : { kind: 'name', character: part };
  });
}

/** Added to the place of a `folders` token that has begun and waits for its `/`. */
const INSIDE = 0.5;

/** The places that are reached from some without a character: every star may stand for nothing. */
function reached(places: Iterable<number>, tokens: readonly Token[]): Set<number> {
  const all = new Set<number>();
  for (const start of places) {
    all.add(start);
    if (!Number.isInteger(start)) continue;
    for (let at = start; at < tokens.length && tokens[at]?.kind !== 'name'; at++) all.add(at + 1);
  }
  return all;
}

/** @param places between tokens */
function after(places: ReadonlySet<number>, tokens: readonly Token[], character: string): Set<number> {
  const next: number[] = [];
  for (const place of places) {
    const at = Math.floor(place);
    const token = tokens[at];
    if (token?.kind === 'name' ? token.character === character : token?.kind === 'folders' && character === '/') next.push(at + 1);
    if (token?.kind === 'all' || (token?.kind === 'part' && character !== '/')) next.push(at);
    if (token?.kind === 'folders') next.push(at + INSIDE);
  }
  return reached(next, tokens);
}
