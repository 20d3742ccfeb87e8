import type { Edit, Span } from '../source/file.js';
import { ownLines } from '../source/lines.js';
import { type ListItem, lineEnd, type Notation } from '../source/notation.js';
import type { Simple, Stretch, WrittenCommand } from './syntax.js';

/** Takes a command away; what would leave a list, a block or a script empty stays. */
export function withoutCommand({ written, redirects }: Simple): readonly Edit[] | undefined {
  const { text, removal, only } = written;
  if (removal === undefined || redirects.some(redirect => redirect.kind === 'text')) return undefined;
  const item = itemOf(written, removal);
  if (item !== undefined) return item.only ? undefined : [{ span: item.lines, text: '' }];
  if (only) return undefined;
  if (written.statement?.parted === 'by &&') return asList(text.edit(removal.start, removal.end, []));
  const lines = linesOf(written, removal);
  if (lines !== undefined) return [{ span: lines, text: '' }];
  const stretch = withSeparator(text.value, removal);
  return stretch && asList(text.edit(stretch.start, stretch.end, []));
}

/** A command with the `;` or line end that parts it from what is beside it on its line. */
function withSeparator(text: string, { start, end }: Stretch): Stretch | undefined {
  const behind = /^[ \t]*[;\n][ \t]*/.exec(text.slice(end));
  if (behind !== null) return { start, end: end + behind[0].length };
  const before = /[ \t]*[;\n][ \t]*$/.exec(text.slice(0, start));
  return before === null ? undefined : { start: before.index, end };
}

/** Puts commands beside the statement that a command is or belongs to: lines or entries of their own, or joined to it by `&&`. */
export function withCommands(
  { written, redirects }: Simple,
  where: 'before' | 'behind',
  commands: readonly string[],
): readonly Edit[] | undefined {
  const { statement, text } = written;
  if (statement === undefined) return undefined;
  if (where === 'behind' && redirects.some(redirect => redirect.kind === 'text')) return undefined;
  const at = where === 'before' ? statement.start : statement.end;
  const inserted = (added: string) => asList(text.edit(at, at, [added], where));
  if (statement.parted !== 'by &&' && linesOf(written, statement) !== undefined) {
    const indent = /[ \t]*$/.exec(text.value.slice(0, statement.start))?.[0] ?? '';
    if (where === 'before') return inserted(commands.map(command => `${command}\n${indent}`).join(''));
    const lineEnds = /^[^\n\r]*/.exec(text.value.slice(statement.end))?.[0].length ?? 0;
    const behind = statement.end + lineEnds;
    return asList(text.edit(behind, behind, [commands.map(command => `\n${indent}${command}`).join('')], 'behind'));
  }
  const item = itemOf(written, statement);
  if (item !== undefined) return entries(item, where, commands);
  if (statement.parted === 'by line') return undefined;
  return inserted(
    where === 'before' ? commands.map(command => `${command} && `).join('') : commands.map(command => ` && ${command}`).join(''),
  );
}

/** The lines of the whole statement, where nothing else stands on them. */
export function linesOfStatement(written: WrittenCommand): Span | undefined {
  const { statement } = written;
  if (statement === undefined || statement.parted === 'by &&') return undefined;
  return itemOf(written, statement)?.lines ?? linesOf(written, statement);
}

function entries({ lines, line }: ListItem, where: 'before' | 'behind', commands: readonly string[]): readonly Edit[] | undefined {
  const { file, start, end } = lines;
  const written = commands.map(line);
  if (written.some(one => one === undefined)) return undefined;
  const at = where === 'before' ? start : end;
  const isUnended = where === 'behind' && !file.text.slice(start, end).endsWith('\n');
  return [{ span: { file, start: at, end: at }, text: `${isUnended ? lineEnd(file.text) : ''}${written.join('')}` }];
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
