import type { Severity } from '../model/finding.js';
import { suggestion } from '../model/nearest.js';
import type { Span } from '../source/file.js';
import type { ActiveComment } from './file-comments.js';
import { type IgnoreComment, isDate } from './ignore-comment.js';
import type { LineStructure } from './lines.js';

/** What is wrong with a comment. */
export interface Complaint {
  readonly rule: string;
  readonly at: Span;
  readonly message: string;
  /** tells apart complaints of one rule in one file; part of the identity */
  readonly subject: string;
}

/** `voids`: the comment does not count. */
export type Mistake = Complaint & { readonly voids: boolean };

/** Under which comments count. */
export interface Terms {
  /** the day by which they expire, as ISO 8601 writes it */
  readonly today: string;
  readonly requireReason: boolean;
  /** rules that no comment silences */
  readonly never: ReadonlySet<string>;
}

/** What can be said of a comment without knowing the findings. */
export function mistakesOf(
  comment: IgnoreComment,
  structure: LineStructure,
  known: ReadonlySet<string>,
  { today, requireReason, never }: Terms,
): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const add = (subject: string, at: Span, voids: boolean, message: string) => {
    mistakes.push({ rule: 'invalid-ignore', at, message, subject, voids });
  };
  for (const { id, at } of comment.rules) {
    if (!known.has(id))
      add(`rule ${id}`, at, false, `There is no rule \`${id}\`.${suggestionFor(id, known)} Correct the name, or remove it.`);
    else if (never.has(id)) add(`never ${id}`, at, false, `The configuration lets no comment silence \`${id}\`. Mend what it reports.`);
  }
  if (requireReason && comment.reason === undefined)
    add('reason', comment.at, false, 'This comment gives no reason. Add one behind ` -- `.');
  if (comment.until !== undefined) {
    const { date, at } = comment.until;
    if (!isDate(date)) add('date', at, true, 'This is not a day of the calendar. Write `until=YYYY-MM-DD`.');
    else if (date < today) add('expired', at, true, `This comment expired on ${date}. Mend what it silences, or give it a new date.`);
  }
  const harm = harmOf(comment, structure);
  if (harm !== undefined) add(harm[0], comment.at, true, harm[1]);
  return mistakes;
}

/** What a comment does to the file beyond being one: what tells it apart, and the sentences. */
function harmOf(
  { file, at, line, alone }: IgnoreComment,
  structure: LineStructure,
): readonly [subject: string, message: string] | undefined {
  const before = file.text.slice(file.lineStarts[line - 1] ?? 0, at.start);
  const inString = structure.isInString(at.start);
  if (inString === true && file.text.startsWith('//', at.start))
    return ['leader', 'In a string `//` begins no comment: the shell gets it. Write `#`.'];
  if (inString === false && file.text.startsWith('#', at.start)) return ['leader', 'Here `#` begins no comment. Write `//`.'];
  if (structure.scalarAt(line)?.style === '>')
    return ['folded', 'In a folded scalar this is no comment: it cuts the command. Move it above the key of the scalar.'];
  if (alone ? structure.endsCommand(line) : /(?:^|[^\\])(?:\\\\)*\\\s*$/.test(before))
    return ['continued', 'A comment behind a `\\` ends the command there. Move it above the command.'];
  if (!alone && structure.scalarGoesOn(line, before))
    return ['cut', 'This value goes on in the next line, and a comment cuts it here. Move it above the key of the value.'];
  return undefined;
}

function suggestionFor(id: string, known: ReadonlySet<string>): string {
  // The distance takes time in proportion to the length, and no rule's name is that long.
  return id.length > 60 ? '' : suggestion(id, known);
}

/** The rules that a comment names and that report nothing where it speaks. */
export function unusedIn(
  { comment, used }: ActiveComment,
  known: ReadonlySet<string>,
  active: ReadonlyMap<string, Severity>,
  never: ReadonlySet<string>,
): readonly Complaint[] {
  // Of a rule that is off nobody knows whether it would find something.
  const judged = comment.rules.filter(rule => known.has(rule.id) && active.has(rule.id) && !never.has(rule.id));
  const unused = judged.filter(rule => !used.has(rule.id));
  const all = unused.length === comment.rules.length;
  return unused.map(({ id, at }) => ({
    rule: 'unused-ignore',
    at,
    subject: id,
    message: `\`${id}\` reports nothing here. Remove ${all ? 'the comment' : 'it from the comment'}.`,
  }));
}
