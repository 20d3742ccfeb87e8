/** More words than this are not made from the braces of one word. */
export const MOST_WORDS = 64;
/** Braces around a longer text are not opened: each level of them is read anew. */
const LONGEST = 2_000;

/**
 * The texts that `{a,b}` or `{1..3}` stands for; `undefined` where it holds more than plain text, or too much.
 * https://www.gnu.org/software/bash/manual/html_node/Brace-Expansion.html
 */
export function bracesIn(text: string): readonly string[] | undefined {
  if (text.length > LONGEST || /['"$`\\<>]/.test(text) || !text.startsWith('{') || !text.endsWith('}')) return undefined;
  const inside = text.slice(1, -1);
  const members = split(inside);
  if (members.length < 2) return sequence(inside);
  const words: string[] = [];
  for (const member of members) {
    const expanded = expandAll(member);
    if (expanded === undefined || words.length + expanded.length > MOST_WORDS) return undefined;
    words.push(...expanded);
  }
  return words;
}

/** A member may hold braces of its own: `{a,b{1,2}}`. */
function expandAll(text: string): readonly string[] | undefined {
  const open = text.indexOf('{');
  if (open < 0) return [text];
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] !== '}') continue;
    depth -= 1;
    if (depth > 0) continue;
    const inner = bracesIn(text.slice(open, at + 1));
    const rest = expandAll(text.slice(at + 1));
    if (inner === undefined || rest === undefined || inner.length * rest.length > MOST_WORDS) return undefined;
    return inner.flatMap(middle => rest.map(end => `${text.slice(0, open)}${middle}${end}`));
  }
  return undefined;
}

function split(inside: string): string[] {
  const members = [''];
  let depth = 0;
  for (const character of inside) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ',' && depth === 0) members.push('');
    else members[members.length - 1] += character;
  }
  return members;
}

function sequence(inside: string): readonly string[] | undefined {
  const bounds = /^(-?\d+)\.\.(-?\d+)$/.exec(inside);
  if (bounds === null) return undefined;
  const [from, to] = [Number(bounds[1]), Number(bounds[2])];
  // `{01..10}` pads with zeros.
  if (Math.abs(to - from) >= MOST_WORDS || String(from) !== bounds[1] || String(to) !== bounds[2]) return undefined;
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => String(from + step * index));
}
