import type { Change } from '../model/rewrite.js';
import type { Setting, StepFields } from '../model/step.js';
import { known } from '../model/value.js';
import { type Edit, type Span, sameSpan, spanText } from '../source/file.js';
import {
  linesOfStatement,
  stoppingAtFailure,
  withCommands,
  withConnection,
  withGuard,
  withOption,
  withoutCommand,
  withSignIn,
} from './rewrite-statement.js';
import { plainText, type Simple, type Word } from './syntax.js';

/**
 * Answers what rules ask of a command that is written in a script.
 * @param hasPipefail whether its shell takes `set -o pipefail` for certain: a plain `sh` may end with an error at it
 */
export function rewritable(node: Simple, hasPipefail: boolean): Pick<StepFields, 'rewrite' | 'lines'> {
  const isKnown = (change: Change) => hasPipefail || change.change !== 'with-option' || !change.option.endsWith(' pipefail');
  return {
    rewrite: (...changes) => (changes.every(isKnown) ? all(changes.map(change => edits(node, change))) : undefined),
    lines: () => linesOfStatement(node.written),
  };
}

function all(answers: readonly (readonly Edit[] | undefined)[]): readonly Edit[] | undefined {
  return answers.some(answer => answer === undefined) ? undefined : answers.flatMap(answer => answer ?? []);
}

function edits(node: Simple, change: Change): readonly Edit[] | undefined {
  switch (change.change) {
    case 'add':
      return withFlag(node, change);
    case 'remove':
      return withoutFlag(node, change.setting);
    case 'replace':
      return withValue(node, change.setting, change.value);
    case 'words':
      return withWords(node, change.at, change.words.split(' '));
    case 'quote':
      return quoted(node, change.value.span);
    case 'password-from-stdin':
      return passwordFromStdin(node, change.setting);
    case 'text':
      return withText(node, change.at, change.text);
    case 'like':
      return likeOther(node, change.value.span, change.other.span);
    case 'sign-in-before':
      return withSignIn(node);
    case 'connect-before':
      return withConnection(node, change);
    case 'unless':
      return withGuard(node.written, change.command);
    case 'stop-at-failure':
      return stoppingAtFailure(node.written);
    case 'with-option':
      return withOption(node, change.option);
    case 'remove-variable':
      return withoutVariable(node, change.name);
    case 'version':
    case 'not-for-forks':
      return undefined;
    case 'remove-step':
      return withoutCommand(node, change.besides ?? 0);
    case 'insert':
      return withCommands(node, change);
  }
}

function wordsOf({ words }: Simple): readonly Word[] {
  return words.filter(word => word.kind === 'word');
}

function wordAt(node: Simple, at: Span): Word | undefined {
  return wordsOf(node).find(word => sameSpan(word.span, at));
}

function change(node: Simple, ...parameters: Parameters<Simple['written']['text']['edit']>): readonly Edit[] | undefined {
  const edit = node.written.text.edit(...parameters);
  return edit && [edit];
}

function withFlag(node: Simple, { option, value, like, behind }: Extract<Change, { change: 'add' }>): readonly Edit[] | undefined {
  const word = behind === undefined ? wordsOf(node)[0] : wordAt(node, behind.span);
  if (word === undefined) return undefined;
  const flag = option.length === 1 ? `-${option}` : `--${option}`;
  const values = like?.map(other => sourceOf(node, other.span)) ?? [value && asWord(value)];
  if (like !== undefined && values.includes(undefined)) return undefined;
  return change(node, word.end, word.end, [values.map(text => (text === undefined ? ` ${flag}` : ` ${flag} ${text}`)).join('')]);
}

/** A text as one word of the shell. */
function asWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The words a flag is written as, where they hold nothing else. */
interface FlagWords {
  readonly first: Word;
  /** the value's own word; absent where it stands behind `=` or the letter, or there is none */
  readonly value: Word | undefined;
  /** characters of `first` before the value, where it stands there */
  readonly head: number;
  /** behind the word before, so that the blanks between go as well */
  readonly start: number;
  readonly end: number;
}

function flagWords(node: Simple, { span, value }: Setting): FlagWords | undefined {
  const words = wordsOf(node);
  const from = words.findIndex(word => word.span.file === span.file && word.span.start === span.start);
  const to = words.findIndex(word => word.span.file === span.file && word.span.end === span.end);
  const [before, first, last] = [words[from - 1], words[from], words[to]];
  if (before === undefined || first === undefined || last === undefined || to < from || to > from + 1) return undefined;
  const { text } = node.written;
  if (!/^(?:[ \t\r]|\\?\r?\n)+$/.test(text.value.slice(before.end, first.start))) return undefined;
  const source = text.value.slice(first.start, first.end);
  const separate = to > from;
  const head = /^(?:--[\w-]+=|-[A-Za-z]=?)/.exec(source)?.[0].length ?? 0;
  const isWhole = separate
    ? /^(?:--[\w-]+|-[A-Za-z])$/.test(source)
    : /^(?:--[\w-]+(?:=.*)?|-[A-Za-z])$/s.test(source) || value.span.start === span.start + head;
  return isWhole ? { first, value: separate ? last : undefined, head, start: before.end, end: last.end } : undefined;
}

/** What comes behind a flag at the head of a line moves to its place, so that the lines stay as they were broken. */
function withoutFlag(node: Simple, setting: Setting): readonly Edit[] | undefined {
  const found = flagWords(node, setting);
  if (found === undefined) return undefined;
  const { text } = node.written;
  const blanks = /^[ \t]+(?![\s\\])/.exec(text.value.slice(found.end))?.[0].length;
  const isAtHead = spanText(text.spanOf(found.start, found.first.start)).includes('\n');
  return isAtHead && blanks !== undefined && wordsOf(node).some(word => word.start === found.end + blanks)
    ? change(node, found.first.start, found.end + blanks, [])
    : change(node, found.start, found.end, []);
}

function withValue(node: Simple, setting: Setting, value: string): readonly Edit[] | undefined {
  const found = flagWords(node, setting);
  if (found === undefined) return undefined;
  const { first, head } = found;
  const word = found.value ?? first;
  // What a variable holds is changed where it is set, not where it is used.
  const text = plainText(word)?.slice(found.value === undefined ? head : 0);
  if (text === undefined) return undefined;
  // `--set app.output=type=docker`: a part of the word is the value.
  if (text !== known(setting.value)) return asWord(value) === value ? withText(node, setting.value.span, value) : undefined;
  return found.value === undefined
    ? head > 0
      ? change(node, first.start + head, first.end, [asWord(value)])
      : undefined
    : change(node, word.start, word.end, [asWord(value)]);
}

/** Only one that stands right before the command, or before further variables; its value has no effects, as it is a plain text. */
function withoutVariable(node: Simple, name: string): readonly Edit[] | undefined {
  const { text, start } = node.written;
  const program = wordsOf(node)[0];
  if (program === undefined || node.assignments.filter(one => one.name === name).length !== 1) return undefined;
  const head = text.value.slice(start, program.start);
  const found = new RegExp(`(?:^|(?<=[ \\t]))${name}=[\\w.-]*[ \\t]+`).exec(head);
  return found === null ? undefined : change(node, start + found.index, start + found.index + found[0].length, []);
}

/** The words that stay are not touched: of `docker build` and `docker buildx build` both `docker` and `build` do. */
function withWords(node: Simple, at: Span, words: readonly string[]): readonly Edit[] | undefined {
  const old = wordsOf(node).filter(({ span }) => span.file === at.file && span.start >= at.start && span.end <= at.end);
  const texts = old.map(word => plainText(word)?.replace(/^.*\//, ''));
  if (old.length === 0 || texts.includes(undefined)) return undefined;
  let before = 0;
  while (before < Math.min(old.length, words.length) && texts[before] === words[before]) before++;
  let behind = 0;
  while (behind < Math.min(old.length, words.length) - before && texts.at(-1 - behind) === words.at(-1 - behind)) behind++;
  const added = words.slice(before, words.length - behind).join(' ');
  const [first, last] = [old[before], old[old.length - behind - 1]];
  if (first === undefined || last === undefined) return undefined;
  return before + behind < old.length
    ? change(node, first.start, last.end, [added])
    : change(node, first.start, first.start, [`${added} `], 'before');
}

/** A part of a word, where it is written as it is meant. */
function withText(node: Simple, at: Span, added: string): readonly Edit[] | undefined {
  const { text } = node.written;
  const length = at.end - at.start;
  const word = wordsOf(node).find(({ span }) => span.file === at.file && span.start <= at.start && at.end <= span.end);
  for (let start = word?.start ?? 0; word !== undefined && start + length <= word.end; start++) {
    if (sameSpan(text.spanOf(start, start + length), at)) return change(node, start, start + length, [added]);
  }
  return undefined;
}

function likeOther(node: Simple, at: Span, other: Span): readonly Edit[] | undefined {
  const word = wordAt(node, at);
  const source = sourceOf(node, other);
  return word === undefined || source === undefined ? undefined : change(node, word.start, word.end, [source]);
}

/** How a word of the same file is written, where that means the same elsewhere in it. */
function sourceOf({ written: { text, start, end } }: Simple, other: Span): string | undefined {
  const source = spanText(other);
  return text.spanOf(start, end).file === other.file && !/[\s`\\]/.test(source) ? source : undefined;
}

/** A word of variables and template expressions alone, without any quotes. */
function isBare(word: Word): boolean {
  return (
    word.parts.length > 0 &&
    word.parts.every(part => (part.kind === 'parameter' && !part.quoted) || (part.kind === 'hole' && part.quotes === 'none'))
  );
}

function quoted(node: Simple, at: Span): readonly Edit[] | undefined {
  const word = wordAt(node, at);
  if (word === undefined || !isBare(word)) return undefined;
  const [before, behind] = [change(node, word.start, word.start, ['"'], 'before'), change(node, word.end, word.end, ['"'])];
  return before && behind && [...before, ...behind];
}

/** Only for a password in a variable or expression: one that is written out does not get better by being moved. */
function passwordFromStdin(node: Simple, setting: Setting): readonly Edit[] | undefined {
  const { written, redirects } = node;
  const { statement, text } = written;
  const found = flagWords(node, setting);
  if (found === undefined || statement === undefined || statement.start !== written.start || redirects.length > 0) return undefined;
  const word = found.value ?? found.first;
  const head = found.value === undefined ? found.head : 0;
  const stretch = { start: word.start + head, end: word.end };
  const source = text.value.slice(stretch.start, stretch.end);
  const isVariable = word.parts.some(part => part.kind === 'parameter' || part.kind === 'hole');
  const isQuoted = /^"[^"]*"$/.test(source);
  const isOpen = head === 0 ? isBare(word) : /^\$(?:\w+|\{\w+\})$/.test(source);
  if (!isVariable || (!isQuoted && !isOpen)) return undefined;
  const print = isKeyFile(node) ? "printf '%s'" : 'echo';
  const echo = isQuoted ? [`${print} `, stretch, ' | '] : [`${print} "`, stretch, '" | '];
  const [piped, flag] = [
    change(node, written.start, written.start, echo, 'before'),
    change(node, found.first.start, found.end, ['--password-stdin']),
  ];
  return piped && flag && [...piped, ...flag];
}

/**
 * A key of Google's in JSON, whose `\n` is none to the registry where `echo` makes a line end of it, as that of dash does
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/echo.html;
 * https://docs.cloud.google.com/artifact-registry/docs/docker/authentication#json-key).
 */
function isKeyFile(node: Simple): boolean {
  return wordsOf(node).some(word => /^(?:-u=?|--username=)?_json_key$/.test(plainText(word) ?? ''));
}
