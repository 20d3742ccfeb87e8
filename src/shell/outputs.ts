import { append } from '../model/append.js';
import { folderPart, pathIn } from '../model/path.js';
import { known, literal, type Part, unknownValue, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { withoutAtEnd } from '../source/trim-end.js';
import type { Session } from './session.js';
import type { ShellState } from './state.js';
import { casesOf, mapText, unsplit } from './values.js';

interface Printing {
  readonly words: readonly Value[];
  readonly state: ShellState;
  readonly session: Session;
  readonly span: Span;
}

/** Programs that print the same for the same words and do nothing else; `undefined` from one: not for these words. */
export const PRINTS: ReadonlyMap<string, (printing: Printing) => Value | undefined> = new Map(
  Object.entries<(printing: Printing) => Value | undefined>({
    echo,
    printf,
    pwd: ({ state, span }) => line(folder(state.directory, span), span),
    basename: ({ words, span }) =>
      words.length === 2 ? onLine(words[1], span, text => text.replace(/\/+$/, '').replace(/^.*\//, '') || text) : undefined,
    dirname: ({ words, span }) => (words.length === 2 && words[1] !== undefined ? line(dirnameOf(words[1], span), span) : undefined),
    cat: ({ words, state, span }) => {
      const fromInput = words.length === 1 || (words.length === 2 && known(words[1]) === '-');
      return fromInput && state.stdin !== undefined ? line(state.stdin, span) : undefined;
    },
    tr: ({ words, state, span }) => translated(words, state.stdin, span),
    seq: ({ words, span }) => sequence(words.slice(1).map(known), span),
    realpath: ({ words, state, session, span }) => pathTo(words.slice(1), state, session, span),
    readlink: ({ words, state, session, span }) => (known(words[1]) === '-f' ? pathTo(words.slice(2), state, session, span) : undefined),
    git: ({ words, state, session, span }) => {
      const isTopLevel = words.length === 3 && known(words[1]) === 'rev-parse' && known(words[2]) === '--show-toplevel';
      return isTopLevel && state.directory !== undefined ? line(folder(session.host.root, span), span) : undefined;
    },
  }),
);

function line(value: Value | undefined, span: Span): Value | undefined {
  return value === undefined ? undefined : { parts: [...value.parts, ...literal('\n', span).parts], span };
}

function folder(path: string | undefined, span: Span): Value {
  return path === undefined ? unknownValue(span) : { parts: [folderPart(path, span)], span };
}

function onLine(value: Value | undefined, span: Span, change: (text: string) => string): Value | undefined {
  return value === undefined || casesOf(value) === undefined ? undefined : line(mapText(value, span, change), span);
}

/** Without options that say otherwise, bash's `echo` prints its words as they are; dash reads backslashes in them. */
function echo({ words, session, span }: Printing): Value {
  let rest = words.slice(1);
  let ends = '\n';
  let escapes = session.dialect !== 'bash';
  for (let option = known(rest[0]); option !== undefined && /^-[neE]+$/.test(option); option = known(rest[0])) {
    if (option.includes('n')) ends = '';
    if (option.includes('e')) escapes = true;
    rest = rest.slice(1);
  }
  const parts = rest.flatMap((word, index): readonly Part[] => [
    ...(index > 0 ? literal(' ', span).parts : []),
    ...word.parts.map(unsplit),
  ]);
  if (escapes && parts.some(part => part.kind === 'literal' && part.text.includes('\\'))) return unknownValue(span);
  return { parts: [...parts, ...literal(ends, span).parts], span };
}

/** `printf '%s\n' "$A"`: other conversions than `%s` are left unknown. */
function printf({ words, span }: Printing): Value {
  const format = known(words[1]);
  const values = words.slice(2);
  if (format === undefined || /%(?![s%])|\\(?![nt\\])/.test(format) || words.some(word => word.parts.some(part => part.splits))) {
    return unknownValue(span);
  }
  const pieces = format.split(/(%[s%]|\\[nt\\])/);
  const slots = pieces.filter(piece => piece === '%s').length;
  // The format is used again until no argument is left.
  const rounds = slots === 0 ? 1 : Math.max(1, Math.ceil(values.length / slots));
  const parts: Part[] = [];
  let next = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const piece of pieces) {
      if (piece === '%s') append(parts, values[next++]?.parts ?? []);
      else parts.push(...literal(ESCAPES[piece] ?? piece, span).parts);
    }
  }
  return { parts, span };
}

const ESCAPES: Readonly<Record<string, string>> = { '%%': '%', '\\n': '\n', '\\t': '\t', '\\\\': '\\' };

function dirnameOf(path: Value, span: Span): Value | undefined {
  if (casesOf(path) !== undefined) return mapText(path, span, dirname);
  const [first, ...rest] = path.parts;
  const tail = known({ parts: rest, span: path.span });
  if (first === undefined || tail === undefined || !/^\/[^/]/.test(tail)) return undefined;
  const kept = dirname(tail);
  return { parts: kept === '/' ? [first] : [first, ...literal(kept, span).parts], span };
}

function dirname(path: string): string {
  const trimmed = path.charAt(0) + withoutAtEnd(path.slice(1), '/');
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return withoutAtEnd(trimmed.slice(0, slash), '/') || '/';
}

/** `tr A-Z a-z` and single characters: what image names are made lower case with. */
function translated(words: readonly Value[], stdin: Value | undefined, span: Span): Value | undefined {
  const [from, to, more] = words.slice(1).map(known);
  if (stdin === undefined || from === undefined || to === undefined || words.length !== 3 || more !== undefined) return undefined;
  const isCase = (a: string, b: string): boolean => ['A-Z', '[A-Z]', '[:upper:]'].includes(a) && ['a-z', '[a-z]', '[:lower:]'].includes(b);
  const change = isCase(from, to)
    ? (text: string) => text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase())
    : isCase(to, from)
      ? (text: string) => text.replaceAll(/[a-z]/g, letter => letter.toUpperCase())
      : /^[^\\-]$/.test(from) && /^[^\\]$/.test(to)
        ? (text: string) => text.replaceAll(from, to)
        : undefined;
  return change === undefined || casesOf(stdin) === undefined ? undefined : line(mapText(stdin, span, change), span);
}

/** More numbers than this are not worth listing: a loop over them is not unrolled. */
const MOST_NUMBERS = 64;

function sequence(words: readonly (string | undefined)[], span: Span): Value | undefined {
  const numbers = words.map(word => (word !== undefined && /^\d+$/.test(word) ? Number(word) : Number.NaN));
  const [from, to] = numbers.length === 1 ? [1, numbers[0]] : numbers;
  if (numbers.length > 2 || from === undefined || to === undefined || !(to - from < MOST_NUMBERS)) return undefined;
  return literal(Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => `${from + index}\n`).join(''), span);
}

function pathTo(words: readonly Value[], state: ShellState, session: Session, span: Span): Value | undefined {
  const [only] = words;
  const path = words.length === 1 && only !== undefined ? pathIn(only, state.directory, session.host.root) : undefined;
  return path === undefined ? undefined : line(folder(path, span), span);
}
