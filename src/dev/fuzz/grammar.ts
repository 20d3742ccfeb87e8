/**
 * A language as productions: `<name>` in a text stands for one of the alternatives of that name. The first alternative is a short one: it is
 * taken where a text has grown enough. `\n` begins a line, which stands as far in as the line that the production was put into, so that
 * productions of YAML nest as they are.
 */
export type Grammar = Readonly<Record<string, readonly string[]>>;

/** Deeper, and past so many productions, only first alternatives are taken. */
const DEEPEST = 12;
const MOST = 400;

/** A text of the language. @param choices which alternative is taken at each production, in order; the first where they are used up */
export function derived(grammar: Grammar, start: string, choices: readonly number[]): string {
  let taken = 0;
  const expand = (name: string, depth: number): string => {
    const alternatives = grammar[name] ?? [''];
    const isOver = depth > DEEPEST || taken >= MOST;
    const choice = isOver ? 0 : (choices[taken++] ?? 0);
    const text = alternatives[choice % alternatives.length] ?? '';
    return text.replace(/(^|\n)([ ]*)([^\n]*)/g, (_, before: string, indent: string, line: string) => {
      const inner = line.replace(/<([a-z]+)>/g, (__, other: string) => expand(other, depth + 1));
      return `${before}${indent}${inner.replaceAll('\n', `\n${indent}`)}`;
    });
  };
  return `${expand(start, 0)}\n`;
}
