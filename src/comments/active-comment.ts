import type { Finding } from '../model/finding.js';
import type { Span } from '../source/file.js';
import type { IgnoreComment } from './ignore-comment.js';
import type { LineStructure, Lines } from './lines.js';

/** A comment that counts, with the rules for which it did something. */
export class ActiveComment {
  readonly comment: IgnoreComment;
  readonly never: ReadonlySet<string>;
  readonly used = new Set<string>();
  readonly #structure: LineStructure;
  /** the line of the statement it speaks of, and what that statement holds */
  readonly #target: number | undefined;
  readonly #block: Lines | undefined;

  /** @param never rules that no comment silences */
  constructor(comment: IgnoreComment, structure: LineStructure, never: ReadonlySet<string>) {
    this.comment = comment;
    this.never = never;
    this.#structure = structure;
    this.#target = comment.alone ? structure.nextStatement(comment.line) : comment.line;
    this.#block = this.#target === undefined ? undefined : structure.blockAt(this.#target);
  }

  silences(finding: Finding): boolean {
    if (this.never.has(finding.rule) || !this.comment.rules.some(rule => rule.id === finding.rule)) return false;
    if (this.comment.scope === 'file') return finding.at.file === this.comment.file;
    if (this.#isText(finding)) return false;
    return [finding.at, finding.statement].some(place => place?.file === this.comment.file && this.#covers(place));
  }

  /** A comment in a block scalar that is no script (a list of tags) is a part of the value: what speaks of that value begins outside of it. */
  #isText({ statement }: Finding): boolean {
    if (statement?.file !== this.comment.file || this.#structure.scalarOf(this.comment.line) === undefined) return false;
    return !this.#structure.inSameScalar(this.comment.line, statement.file.position(statement.start).line);
  }

  #covers(place: Span): boolean {
    if (this.#target === undefined || this.#block === undefined) return false;
    const lines = this.#structure.linesOf(place);
    if (isWithin(lines.first, this.#block)) return true;
    // A comment at the end of any line of a statement speaks of all of it; one above a line in the middle only of what begins there.
    return !this.comment.alone && isWithin(this.#target, lines);
  }
}

function isWithin(line: number, { first, last }: Lines): boolean {
  return line >= first && line <= last;
}
