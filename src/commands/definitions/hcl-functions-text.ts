import { concatenated, known, literal, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { withoutAtEnd } from '../../source/trim-end.js';
import { asNumber, asText, failed, type HclData, list, object, string, unknown, unknownText, written } from './hcl-data.js';
import type { HclFunction } from './hcl-functions.js';

/** Makes text of texts; where one of them is not known, neither is the result. */
function ofTexts(make: (...texts: readonly string[]) => string): HclFunction {
  return (args, at) => withTexts(args, at, unknownText(at), texts => written(make(...texts), at));
}

function withTexts(args: readonly HclData[], at: Span, otherwise: HclData, make: (texts: readonly string[]) => HclData): HclData {
  const texts: string[] = [];
  for (const arg of args) {
    const value = asText(arg);
    if (value === undefined) return failed(at);
    const text = known(value);
    if (text === undefined) return otherwise;
    texts.push(text);
  }
  return make(texts);
}

/** Regular expressions come from the linted repository: only those that cannot take long on a short text are run. */
const LONGEST_TEXT = 128;
const MOST_REPETITIONS = 5;
const REPEATED_GROUP = /\((?:[^()\\]|\\.)*[*+|](?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,)/;

/** Bake's RE2 as far as JavaScript's expressions mean the same; `undefined` for what does not or might take too long. */
function expression(pattern: string, text: string): RegExp | undefined {
  const repetitions = pattern.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (text.length > LONGEST_TEXT || repetitions > MOST_REPETITIONS || REPEATED_GROUP.test(pattern)) return undefined;
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<'), 'gu');
  } catch {
    return undefined;
  }
}

/** The whole match, the groups as a list, or the named groups as an object. */
function matched(match: RegExpMatchArray, at: Span): HclData {
  if (match.groups !== undefined)
    return object(new Map(Object.entries(match.groups).map(([name, text]) => [name, written(text ?? '', at)])), at);
  if (match.length === 1) return written(match[0], at);
  return list(
    match.slice(1).map(text => written(text ?? '', at)),
    at,
  );
}

const regex: HclFunction = (args, at) =>
  withTexts(args, at, unknown(at), ([pattern = '', text = '']) => {
    const compiled = expression(pattern, text);
    if (compiled === undefined) return unknown(at);
    const [first] = text.matchAll(compiled);
    return first === undefined ? failed(at) : matched(first, at);
  });

const regexAll: HclFunction = (args, at) =>
  withTexts(args, at, unknown(at), ([pattern = '', text = '']) => {
    const compiled = expression(pattern, text);
    if (compiled === undefined) return unknown(at);
    return list(
      [...text.matchAll(compiled)].map(match => matched(match, at)),
      at,
    );
  });

const regexReplace: HclFunction = (args, at) =>
  withTexts(args, at, unknownText(at), ([text = '', pattern = '', replacement = '']) => {
    const compiled = expression(pattern, text);
    if (compiled === undefined) return unknownText(at);
    // `$1` and `${name}` mean the same in both; `$$` is a dollar sign in both.
    return written(text.replace(compiled, replacement.replace(/\$\{(\d+)\}/g, '$$$1').replace(/\$\{(\w+)\}/g, '$$<$1>')), at);
  });

/** `%s`, `%d`, `%v`, `%q`, `%%`, widths with zeros: the verbs of Go's that files use. */
const format: HclFunction = ([pattern, ...args], at) => {
  const text = pattern && asText(pattern);
  const spec = known(text);
  if (text === undefined) return failed(at);
  if (spec === undefined) return unknownText(at);
  const values: Value[] = [];
  let from = 0;
  let next = 0;
  for (const verb of spec.matchAll(/%(?:%|(0?)(\d*)([a-zA-Z]))/g)) {
    values.push(literal(spec.slice(from, verb.index), at));
    from = verb.index + verb[0].length;
    if (verb[0] === '%%') {
      values.push(literal('%', at));
      continue;
    }
    const value = formatted(args[next++], verb[3] ?? '', verb[1] === '0', Number(verb[2] ?? 0), at);
    if (value === undefined) return unknownText(at);
    values.push(value);
  }
  return string(concatenated([...values, literal(spec.slice(from), at)], at));
};

function formatted(arg: HclData | undefined, verb: string, zeros: boolean, width: number, at: Span): Value | undefined {
  if (arg === undefined || arg.kind === 'unknown') return undefined;
  const value = verb === 'd' ? numeral(arg, at) : 'sv'.includes(verb) ? asText(arg) : undefined;
  const text = known(value);
  if (width === 0 || value === undefined) return value;
  return text === undefined ? undefined : literal(text.padStart(width, zeros ? '0' : ' '), at);
}

function numeral(arg: HclData, at: Span): Value | undefined {
  const value = asNumber(arg);
  return value === undefined ? undefined : literal(String(Math.trunc(value)), at);
}

const join: HclFunction = ([separator, ...lists], at) => {
  const between = separator && asText(separator);
  if (between === undefined) return failed(at);
  const values: Value[] = [];
  for (const items of lists) {
    if (items.kind !== 'list') return items.kind === 'unknown' ? unknownText(at) : failed(at);
    for (const item of items.items) {
      const value = asText(item);
      if (value === undefined) return failed(at);
      if (values.length > 0) values.push(between);
      values.push(value);
    }
  }
  return string(concatenated(values, at));
};

const split: HclFunction = (args, at) =>
  withTexts(args, at, unknown(at), ([separator = '', text = '']) => {
    return list(
      text.split(separator).map(item => written(item, at)),
      at,
    );
  });

/** `substr("hello", 1, 3)`: characters, from the end where the offset is negative, to the end where the length is. */
const substr: HclFunction = ([text, offset, length], at) => {
  const value = text && asText(text);
  const [from, count] = [offset && asNumber(offset), length && asNumber(length)];
  const whole = known(value);
  if (value === undefined) return failed(at);
  if (whole === undefined || from === undefined || count === undefined) return unknownText(at);
  const characters = [...whole];
  const start = from < 0 ? Math.max(0, characters.length + from) : from;
  return written(characters.slice(start, count < 0 ? undefined : start + count).join(''), at);
};

const strlen: HclFunction = (args, at) =>
  withTexts(args, at, unknown(at), ([text = '']) => ({ kind: 'number', value: [...text].length, span: at }));
const byteslen: HclFunction = (args, at) =>
  withTexts(args, at, unknown(at), ([text = '']) => ({ kind: 'number', value: new TextEncoder().encode(text).length, span: at }));

const indent: HclFunction = ([spaces, text], at) => {
  const count = spaces && asNumber(spaces);
  if (count === undefined || text === undefined || count < 0 || count > 100) return unknownText(at);
  return ofTexts(whole => whole?.replaceAll('\n', `\n${' '.repeat(count)}`) ?? '')([text], at);
};

function trimmedBy(characters: string, fromStart: boolean, fromEnd: boolean, text: string): string {
  let start = 0;
  let end = text.length;
  while (fromStart && start < end && characters.includes(text[start] ?? '')) start++;
  while (fromEnd && end > start && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

export const TEXT_FUNCTIONS: readonly (readonly [string, HclFunction])[] = [
  ['lower', ofTexts((text = '') => text.toLowerCase())],
  ['upper', ofTexts((text = '') => text.toUpperCase())],
  ['title', ofTexts((text = '') => text.replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, letter => letter.toUpperCase()))],
  ['trimspace', ofTexts((text = '') => text.trim())],
  ['trim', ofTexts((text = '', characters = '') => trimmedBy(characters, true, true, text))],
  ['trimprefix', ofTexts((text = '', prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text))],
  ['trimsuffix', ofTexts((text = '', suffix = '') => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text))],
  ['chomp', ofTexts((text = '') => withoutAtEnd(text, '\r\n'))],
  ['replace', ofTexts((text = '', old = '', fresh = '') => text.replaceAll(old, () => fresh))],
  ['reverse', ofTexts((text = '') => [...text].reverse().join(''))],
  ['sanitize', ofTexts((text = '') => text.replace(/[^a-zA-Z0-9_-]/gu, '_'))],
  ['basename', ofTexts((text = '') => baseName(text))],
  ['dirname', ofTexts((text = '') => folderName(text))],
  ['urlencode', ofTexts((text = '') => encodeURIComponent(text).replaceAll('%20', '+'))],
  ['indent', indent],
  ['join', join],
  ['split', split],
  ['format', format],
  ['substr', substr],
  ['strlen', strlen],
  ['byteslen', byteslen],
  ['regex', regex],
  ['regexall', regexAll],
  ['regex_replace', regexReplace],
  ['parseint', (args, at) => parsedInt(args, at)],
];

function parsedInt(args: readonly HclData[], at: Span): HclData {
  return withTexts(args, at, unknown(at), ([text = '', base = '10']) => {
    const value = Number.parseInt(text, Number(base));
    return Number.isNaN(value) ? failed(at) : { kind: 'number', value, span: at };
  });
}

function baseName(path: string): string {
  if (path === '') return '.';
  const trimmed = withoutAtEnd(path, '/');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function folderName(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return withoutAtEnd(path.slice(0, slash), '/') || '/';
}
