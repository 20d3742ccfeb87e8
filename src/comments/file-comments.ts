import type { Finding } from '../model/finding.js';
import type { IgnoreComment } from './ignore-comment.js';
import type { LineStructure, Lines } from './lines.js';

/** A comment that counts, with the rules for which it did something. */
export interface ActiveComment {
  readonly comment: IgnoreComment;
  readonly used: Set<string>;
  /** the line of the statement it speaks of, and what that statement holds */
  readonly target: number | undefined;
  readonly block: Lines | undefined;
}

/** The comments that name a rule, in the order of the file. */
interface RuleComments {
  readonly all: ActiveComment[];
  /** those that have silenced nothing of the rule so far */
  unused: ActiveComment[];
}

/** The comments that count in one file. */
export class FileComments {
  readonly all: ActiveComment[] = [];
  /** rules that no comment silences */
  readonly never: ReadonlySet<string>;
  readonly #structure: LineStructure;
  readonly #byRule = new Map<string, RuleComments>();

  constructor(structure: LineStructure, never: ReadonlySet<string>) {
    this.#structure = structure;
    this.never = never;
  }

  add(comment: IgnoreComment): void {
    const structure = this.#structure;
    const target = comment.alone ? structure.nextStatement(comment.line) : comment.line;
    const active = { comment, used: new Set<string>(), target, block: target === undefined ? undefined : structure.blockAt(target) };
    this.all.push(active);
    for (const rule of new Set(comment.rules.map(({ id }) => id))) {
      if (this.never.has(rule)) continue;
      const { all, unused } = this.#byRule.get(rule) ?? { all: [], unused: [] };
      all.push(active);
      unused.push(active);
      this.#byRule.set(rule, { all, unused });
    }
  }

  /** Marks all the comments that silence a finding as used, and gives the first. */
  silence({ rule, at, statement }: Finding): IgnoreComment | undefined {
    const candidates = this.#byRule.get(rule);
    if (candidates === undefined) return undefined;
    const structure = this.#structure;
    const { file } = structure;
    // Of each finding, not of each comment: a file may have thousands of both.
    const places = [at, statement].flatMap(place => (place?.file === file ? [structure.linesOf(place)] : []));
    const inFile = statement?.file === file ? { scalar: structure.scalarAt(file.position(statement.start).line) } : undefined;
    const speaksOf = ({ comment, target, block }: ActiveComment) => {
      if (comment.scope === 'file') return at.file === file;
      // A comment in a block scalar that is no script (a list of tags) is a part of the value: what speaks of that value begins outside of it.
      const own = structure.scalarAt(comment.line);
      if (inFile !== undefined && own !== undefined && own !== inFile.scalar) return false;
      // A comment at the end of any line of a statement speaks of all of it; one above a line in the middle only of what begins there.
      return places.some(lines => isWithin(lines.first, block) || (!comment.alone && isWithin(target, lines)));
    };
    const first = candidates.all.find(speaksOf);
    if (first === undefined) return undefined;
    candidates.unused = candidates.unused.filter(one => {
      const silences = speaksOf(one);
      if (silences) one.used.add(rule);
      return !silences;
    });
    return first.comment;
  }
}

function isWithin(line: number | undefined, lines: Lines | undefined): boolean {
  return line !== undefined && lines !== undefined && line >= lines.first && line <= lines.last;
}
