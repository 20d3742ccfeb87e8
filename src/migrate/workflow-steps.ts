import { asList, asMap, parseYaml, type YamlList, type YamlMap } from '../formats/yaml.js';
import { listItemAt } from '../formats/yaml-lines.js';
import type { JobRun, Played } from '../model/job-run.js';
import type { Edit, SourceFile, Span } from '../source/file.js';
import { lineEnd } from '../source/notation.js';

/** The steps of a job as its workflow writes them. */
export class WorkflowSteps {
  readonly file: SourceFile;
  readonly job: YamlMap;
  readonly list: YamlList;

  private constructor(file: SourceFile, job: YamlMap, list: YamlList) {
    this.file = file;
    this.job = job;
    this.list = list;
  }

  /** `undefined` where the steps stand in another workflow. */
  static of({ job, pipeline: { file } }: JobRun): WorkflowSteps | undefined {
    const [jobs, id, ...deeper] = job.path;
    if (jobs !== 'jobs' || id === undefined || deeper.length > 0) return undefined;
    const map = asMap(asMap(asMap(parseYaml(file).documents[0])?.get('jobs'))?.get(id));
    const list = asList(map?.get('steps') ?? undefined);
    return map === undefined || list === undefined ? undefined : new WorkflowSteps(file, map, list);
  }

  /** The entry that a step is, or is called from. */
  indexOf(step: Played): number | undefined {
    const at = step.via.find(call => call.at.file === this.file)?.at ?? step.span;
    if (at.file !== this.file) return undefined;
    const index = this.list.items.findIndex(item => item.span.start <= at.start && at.end <= item.span.end);
    return index < 0 ? undefined : index;
  }

  mapOf(step: Played): YamlMap | undefined {
    const index = this.indexOf(step);
    return index === undefined ? undefined : asMap(this.list.items[index]);
  }

  textOf(index: number): string {
    const item = this.list.items[index];
    return item === undefined ? '' : this.file.text.slice(item.span.start, item.span.end);
  }

  /** The lines of an entry, and where they begin with the comment above, which is the step's own. */
  linesOf(index: number): (Span & { readonly withComment: number }) | undefined {
    const node = this.list.items[index];
    const lines = node && listItemAt(node.span)?.lines;
    return lines && { ...lines, withComment: this.#aboveComments(lines) };
  }

  /** Whether an empty line parts the steps. */
  get hasGaps(): boolean {
    const [one, two] = this.list.items;
    return one !== undefined && two !== undefined && /\n[ \t]*\r?\n/.test(this.file.text.slice(one.span.end - 1, two.span.start));
  }

  columnOf({ start }: Span): number {
    return start - (this.file.text.lastIndexOf('\n', start - 1) + 1);
  }

  #aboveComments({ start, end }: Span): number {
    const { text } = this.file;
    const column = text.slice(start, end).indexOf('-');
    let at = start;
    for (;;) {
      const line = text.lastIndexOf('\n', at - 2) + 1;
      const comment = /^( *)#/.exec(text.slice(line, at));
      if (at === 0 || comment === null || comment[1]?.length !== column) return at;
      at = line;
    }
  }
}

/** Changes of the lines of a job's steps. */
export class StepLines {
  readonly #steps: WorkflowSteps;
  /** by the offset of the line they come before, in order */
  readonly #inserted = new Map<number, string>();
  readonly #edits: Edit[] = [];
  /** steps that stand elsewhere from then on */
  readonly #moved = new Map<number, Span>();

  constructor(steps: WorkflowSteps) {
    this.#steps = steps;
  }

  get edits(): readonly Edit[] {
    const { file } = this.#steps;
    return [...this.#edits, ...[...this.#inserted].map(([at, text]) => ({ span: { file, start: at, end: at }, text }))];
  }

  edit(edit: Edit): void {
    this.#edits.push(edit);
  }

  /** Puts a new step before that of an index; false where the steps do not stand on lines of their own. */
  insert(before: number, entry: readonly string[]): boolean {
    const node = this.#steps.list.items[before];
    const lines = this.#steps.linesOf(before);
    if (node === undefined || lines === undefined) return false;
    const dash = this.#steps.file.text.slice(lines.start, node.span.start);
    const indent = ' '.repeat(this.#steps.columnOf(node.span));
    this.add(lines.withComment, [
      ...entry.map((line, index) => (index === 0 ? dash : indent) + line),
      ...(this.#steps.hasGaps ? [''] : []),
    ]);
    return true;
  }

  /** Puts a step before another, with its comment; false where that cannot be done. */
  move(index: number, before: number): boolean {
    const lines = this.#steps.linesOf(index);
    const there = this.#steps.linesOf(before);
    if (lines === undefined || there === undefined) return false;
    if (this.#moved.has(index)) return true;
    const { file, hasGaps } = this.#steps;
    const gap = /^[ \t]*\r?\n/.exec(file.text.slice(lines.end))?.[0] ?? '';
    const text = file.text.slice(lines.withComment, lines.end);
    const span = { file, start: lines.withComment, end: lines.end + gap.length };
    this.#moved.set(index, span);
    this.#edits.push({ span, text: '' });
    const end = lineEnd(file.text);
    const ended = text.endsWith('\n') ? text : `${text}${end}`;
    this.#inserted.set(there.withComment, `${this.#inserted.get(there.withComment) ?? ''}${ended}${hasGaps ? end : ''}`);
    return true;
  }

  /** Another text for a part of a step, which may have moved. */
  replace(at: Span, now: string): void {
    const moved = [...this.#moved.values()].find(one => one.start <= at.start && at.end <= one.end);
    if (moved === undefined) {
      this.#edits.push({ span: at, text: now });
      return;
    }
    const { text } = this.#steps.file;
    const head = text.slice(moved.start, at.start);
    const old = head + text.slice(at.start, at.end);
    for (const [place, inserted] of this.#inserted)
      this.#inserted.set(
        place,
        inserted.replace(old, () => head + now),
      );
  }

  add(at: number, lines: readonly string[], isUnended = false): void {
    const end = lineEnd(this.#steps.file.text);
    const text = lines.map(line => `${line}${end}`).join('');
    this.#inserted.set(at, (this.#inserted.get(at) ?? '') + (isUnended ? `${end}${text.slice(0, -end.length)}` : text));
  }
}
