import type { Change, Inserted } from '../model/rewrite.js';
import type { Edit, Span } from '../source/file.js';
import { ownLines } from '../source/lines.js';
import { type ListItem, lineEnd, type Notation } from '../source/notation.js';
import { aboveComment, removalOf } from '../source/own-comment.js';
import { withoutAtEnd } from '../source/trim-end.js';
import type { Simple, Stretch, WrittenCommand } from './syntax.js';

/**
 * Takes a command away; what would leave a list, a block or a script empty stays.
 * @param besides how many other commands go with it, maybe of the same list
 */
export function withoutCommand({ written, redirects }: Simple, besides: number): readonly Edit[] | undefined {
  const { text, removal, others } = written;
  if (removal === undefined || redirects.some(redirect => redirect.kind === 'text')) return undefined;
  const item = itemOf(written, removal);
  if (item !== undefined) return item.only ? undefined : [removalOf(item.lines)];
  if (others <= besides) return undefined;
  if (written.statement?.parted === 'by &&') return asList(text.edit(removal.start, removal.end, []));
  const lines = linesOf(written, removal);
  if (lines !== undefined) return [removalOf(lines)];
  const stretch = withSeparator(text.value, removal);
  return stretch && asList(text.edit(stretch.start, stretch.end, []));
}

/** A command with its line where it has one of its own, or with the `;` or line end that parts it from what is beside it. */
function withSeparator(text: string, { start, end }: Stretch): Stretch | undefined {
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start))?.[1];
  const ending = /^[ \t\r]*\n/.exec(text.slice(end))?.[0];
  if (indent !== undefined && ending !== undefined) return { start: start - indent.length, end: end + ending.length };
  const behind = /^[ \t]*[;\n][ \t]*/.exec(text.slice(end));
  if (behind !== null) return { start, end: end + behind[0].length };
  const separator = start - blanksBefore(text, start).length - 1;
  if (!/[;\n]/.test(text.charAt(separator))) return undefined;
  return { start: separator - blanksBefore(text, separator).length, end };
}

function blanksBefore(text: string, end = text.length): string {
  const before = text.slice(0, end);
  return before.slice(withoutAtEnd(before, ' \t').length);
}

/** Puts commands beside the statement that a command is or belongs to: lines or entries of their own, or on its line. */
export function withCommands(
  { written, redirects }: Simple,
  { where, commands, apart = false }: Extract<Change, { change: 'insert' }>,
): readonly Edit[] | undefined {
  const { statement, text } = written;
  if (statement === undefined) return undefined;
  if (where === 'behind' && (redirects.some(redirect => redirect.kind === 'text') || isAskedFor(written, statement))) return undefined;
  const around = apart ? text.placeOf(statement.start, statement.end)?.notation.item : undefined;
  const item = around ?? itemOf(written, statement);
  const hasOwnLines = statement.parted !== 'by &&' && linesOf(written, statement) !== undefined;
  if (item !== undefined && (around !== undefined || !hasOwnLines)) return entries(item, where, commands);
  const before = apart && where === 'before' ? beforeCompound(written, commands) : undefined;
  if (before !== undefined) return before;
  const lines = commands.flatMap(command => (typeof command === 'string' ? command : command.command).split('\n'));
  const at = where === 'before' ? statement.start : statement.end;
  const inserted = (added: string) => asList(text.edit(at, at, [added], where));
  if (hasOwnLines) {
    const indent = blanksBefore(text.value, statement.start);
    if (where === 'before') return inserted(lines.map(line => `${line}\n${indent}`).join(''))?.map(aboveComment);
    const lineEnds = /^[^\n\r]*/.exec(text.value.slice(statement.end))?.[0].length ?? 0;
    const behind = statement.end + lineEnds;
    return asList(text.edit(behind, behind, [lines.map(line => `\n${indent}${line}`).join('')], 'behind'));
  }
  if (where === 'before') {
    const start = lineOfChain(written, statement.start);
    const indent = blanksBefore(text.value, start);
    if (start !== undefined)
      return asList(text.edit(start, start, [lines.map(line => `${line}\n${indent}`).join('')], where))?.map(aboveComment);
  }
  // A chain of many commands on one line is nothing that anybody wants to read.
  if (statement.parted === 'by line' || lines.length > MOST_IN_CHAIN) return undefined;
  return where === 'before' ? beforeOnLine(written, statement, lines) : behindOnLine(written, statement, lines);
}

/**
 * Lines of their own before the loop or condition at the left margin that a command is in, told by how scripts are indented: whatever else
 * begins at the margin between them ends it. A function is no such place, as what is put before it runs when it is defined.
 */
function beforeCompound({ text, start }: WrittenCommand, commands: readonly Inserted[]): readonly Edit[] | undefined {
  const { value } = text;
  let at = value.lastIndexOf('\n', start - 1) + 1;
  while (at > 0 && /^(?:[ \t]|#|\r?\n|(?:then|do|else|elif)\b)/.test(value.slice(at))) at = value.lastIndexOf('\n', at - 2) + 1;
  const place = text.placeOf(at, at);
  if (!/^(?:for|while|until|if|case)\b/.test(value.slice(at)) || place === undefined || !hasLines(place.notation, place.start))
    return undefined;
  const lines = commands.flatMap(command => (typeof command === 'string' ? command : command.command).split('\n'));
  return asList(text.edit(at, at, [lines.map(line => `${line}\n`).join('')], 'before'))?.map(aboveComment);
}

/** Whether its failure is asked for by what comes next, or met by something else than an end: a command behind would fail as well, or answer. */
function isAskedFor({ text: { value }, end }: WrittenCommand, statement: Joined): boolean {
  const alternative = value.slice(end, statement.end).split('||').at(-1);
  if (alternative !== undefined && alternative.length < statement.end - end && !/\b(?:exit|return)\b/.test(alternative)) return true;
  const next = value.slice(statement.end).replace(/^(?:[\s;]|#.*)+/, '');
  return /\$(?:\?|\{?PIPESTATUS)/.test(next.slice(0, next.search(/\n|$/)));
}

/**
 * Commands on the line of a statement. Of `a && b` the shell lets `a` fail under `set -e`, and goes on behind both, so `&&` is only put
 * where there is one already or nothing comes behind; `a; b` stops at `a` where the shell stops at failures
 * (https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html).
 */
function beforeOnLine(written: WrittenCommand, statement: Joined, lines: readonly string[]): readonly Edit[] | undefined {
  const isJoined = statement.part === 'middle' || statement.part === 'last' || endsProcess(written, statement);
  const { start } = statement;
  return asList(written.text.edit(start, start, [lines.map(line => `${line}${isJoined ? ' && ' : '; '}`).join('')], 'before'));
}

function behindOnLine(written: WrittenCommand, statement: Joined, lines: readonly string[]): readonly Edit[] | undefined {
  const { text } = written;
  const { start, end, part } = statement;
  const isJoined = part === 'first' || part === 'middle' || endsProcess(written, statement);
  const added = lines.map(line => `${isJoined ? ' && ' : '; '}${line}`).join('');
  if (isJoined || part === undefined) return asList(text.edit(end, end, [added], 'behind'));
  const [opened, closed] = [text.edit(start, start, ['{ '], 'before'), text.edit(end, end, [`${added}; }`], 'behind')];
  return opened && closed && [opened, closed];
}

/** Nothing is behind it in its script, which is no entry of a list: systems run several entries in one shell. */
function endsProcess({ text }: WrittenCommand, { start, end }: Joined): boolean {
  return text.value.slice(end).trim() === '' && text.placeOf(start, end)?.notation.item === undefined;
}

type Joined = NonNullable<WrittenCommand['statement']>;

/** More commands than these are nothing that anybody wants to read on one line. */
const MOST_IN_CHAIN = 2;

/** Where the chain (`cd x && docker build .`, over several lines perhaps) begins that a place is in, where that is at the head of a line. */
function lineOfChain({ text }: WrittenCommand, at: number): number | undefined {
  const { value } = text;
  let start = value.lastIndexOf('\n', at - 1) + 1;
  while (start > 0 && /(?:\\|&&|\|\||\|)[ \t]*\r?\n$/.test(value.slice(0, start))) start = value.lastIndexOf('\n', start - 2) + 1;
  start += /^[ \t]*/.exec(value.slice(start))?.[0].length ?? 0;
  const place = text.placeOf(start, start);
  // What goes on with a compound command, or ends one, has nothing before it on its own level.
  const isInside = /^(?:el(?:se|if)|then|do|done|fi|esac)\b|^[)}&|;]/.test(value.slice(start));
  return place !== undefined && hasLines(place.notation, place.start) && !isInside ? start : undefined;
}

const SIGN_IN = 'echo "$DOCKER_PAT" | docker login --username "$DOCKER_USER" --password-stdin';

/** The CI system's own form where it has one, as a shell of its own may not see the token. */
export function withSignIn(node: Simple): readonly Edit[] | undefined {
  const item = entryOf(node);
  const text = item?.signIn?.();
  return item === undefined || text === undefined
    ? withCommands(node, { change: 'insert', where: 'before', commands: [SIGN_IN] })
    : [aboveComment({ span: { ...item.lines, end: item.lines.start }, text })];
}

/** The documented commands, or the CI system's own form where it has one. */
export function withConnection(
  node: Simple,
  { endpoint, name, signIn }: Extract<Change, { change: 'connect-before' }>,
): readonly Edit[] | undefined {
  const item = entryOf(node);
  const text = item?.connect?.(endpoint, name);
  if (item !== undefined && text !== undefined)
    return [aboveComment({ span: { ...item.lines, end: item.lines.start }, text: (signIn ? (item.signIn?.() ?? '') : '') + text })];
  // It is called after its endpoint: https://docs.docker.com/build-cloud/setup/
  const connect = `docker buildx create --driver cloud ${endpoint}`;
  return withCommands(node, { change: 'insert', where: 'before', commands: signIn ? [SIGN_IN, connect] : [connect] });
}

/** The entry of a list of steps that a command's script is, or is in. */
function entryOf({ written: { text, start, end } }: Simple): ListItem | undefined {
  return text.placeOf(start, end)?.notation.item;
}

/** `guard || command`, where nothing else is joined to the command. */
export function withGuard(written: WrittenCommand, guard: string): readonly Edit[] | undefined {
  const { statement, text, start, end } = written;
  if (statement?.parted !== 'any' || statement.start !== start || statement.end !== end) return undefined;
  return asList(text.edit(start, start, [`${guard} || `], 'before'));
}

/** `(set +x; echo x | docker login)`. Of more than a pipeline nothing is known: a variable that is set in a subshell is lost behind it. */
export function withOption({ written, redirects }: Simple, option: string): readonly Edit[] | undefined {
  const { statement, text, end } = written;
  if (statement === undefined || redirects.some(redirect => redirect.kind === 'text')) return undefined;
  if (/&&|\|\||[;()]|<<|(?<!\\)\n/.test(text.value.slice(statement.start, statement.end))) return undefined;
  // The pipe may be that of the group or the loop around the command.
  if (option.endsWith('pipefail') && !text.value.slice(end, statement.end).includes('|')) return undefined;
  const [before, behind] = [
    text.edit(statement.start, statement.start, [`(set ${option}; `], 'before'),
    text.edit(statement.end, statement.end, [')'], 'behind'),
  ];
  return before && behind && [before, behind];
}

/** `set -e` at the top, behind the shebang and the comments that follow it. */
export function stoppingAtFailure({ text }: WrittenCommand): readonly Edit[] | undefined {
  const head = /^(?:#[^\n]*\n)*/.exec(text.value)?.[0] ?? '';
  const place = text.placeOf(head.length, head.length + 1);
  if (place === undefined || !hasLines(place.notation, place.start)) return undefined;
  const options = /^#!.*\bbash\b/.test(head) ? 'set -eo pipefail' : 'set -e';
  return asList(text.edit(head.length, head.length, [`${options}\n`], 'before'));
}

/** The lines of the whole statement, where nothing else stands on them. */
export function linesOfStatement(written: WrittenCommand): Span | undefined {
  const { statement } = written;
  if (statement === undefined || statement.parted === 'by &&') return undefined;
  return itemOf(written, statement)?.lines ?? linesOf(written, statement);
}

function entries({ lines, line }: ListItem, where: 'before' | 'behind', commands: readonly Inserted[]): readonly Edit[] | undefined {
  const { file, start, end } = lines;
  const written = commands.map(command => (typeof command === 'string' ? line(command) : line(command.command, command.secrets)));
  if (written.some(one => one === undefined)) return undefined;
  if (where === 'before') return [aboveComment({ span: { file, start, end: start }, text: written.join('') })];
  const isUnended = !file.text.slice(start, end).endsWith('\n');
  return [{ span: { file, start: end, end }, text: `${isUnended ? lineEnd(file.text) : ''}${written.join('')}` }];
}

/** The entry of a list of commands that a stretch of a script is all of. */
function itemOf({ text }: WrittenCommand, { start, end }: Stretch): ListItem | undefined {
  const place = text.placeOf(start, end);
  if (place === undefined) return undefined;
  const { inner, item } = place.notation;
  const around = inner.file.text.slice(inner.start, place.start) + inner.file.text.slice(place.end, inner.end);
  // The head of a block scalar is no text.
  return /^(?:[|>][-+0-9]*)?\s*$/.test(around) ? item : undefined;
}

/** The lines of a stretch, where the syntax around it has lines: not in a quoted string of one line. */
function linesOf({ text }: WrittenCommand, { start, end }: Stretch): Span | undefined {
  const place = text.placeOf(start, end);
  if (place === undefined || !hasLines(place.notation, place.start)) return undefined;
  const { file } = place.notation.inner;
  return ownLines({ file, start: place.start, end: place.end });
}

function hasLines(notation: Notation, at: number): boolean {
  return /^\r?\n/.test(notation.encode('\n', at, at) ?? '');
}

function asList(edit: Edit | undefined): readonly Edit[] | undefined {
  return edit && [edit];
}
