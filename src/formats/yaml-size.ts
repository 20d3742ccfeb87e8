import { tooLong } from './text-size.js';

/** More than of other syntaxes: 5,000 jobs, as many as are read, take 1.1 million characters to write. */
const MOST_CHARACTERS = 1_500_000;

/**
 * Signs that make nodes (`:`, `-`, `,`, `[`, `{`) in one text: each may be a node, and a node takes a hundred times as much memory as its sign.
 * Of 3,308 public CI files none has more than 8,200.
 */
const MOST_SIGNS = 250_000;

/** Why a text is not parsed as YAML, for its size; `undefined` where it is. */
export function tooLargeAsYaml(text: string): string | undefined {
  return tooLong(text, 'a YAML text', MOST_CHARACTERS) ?? tooManySigns(text);
}

function tooManySigns(text: string): string | undefined {
  // A node and its sign take a character each.
  if (text.length <= MOST_SIGNS) return undefined;
  let signs = 0;
  for (let at = 0; at < text.length; at++) if (makesNode(text.charCodeAt(at))) signs++;
  return signs > MOST_SIGNS ? `a YAML text of more than ${MOST_SIGNS.toLocaleString('en-US')} nodes is not read` : undefined;
}

function makesNode(code: number): boolean {
  return code === 0x3a || code === 0x2d || code === 0x2c || code === 0x5b || code === 0x7b;
}
