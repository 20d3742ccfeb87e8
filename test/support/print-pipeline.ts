import { conditionText } from '../../src/model/condition.js';
import type { Env } from '../../src/model/env.js';
import type { Job, Pipeline } from '../../src/model/pipeline.js';
import type { Call, PlannedStep, Script, Setting } from '../../src/model/step.js';
import { type Value, valueText } from '../../src/model/value.js';
import type { SourceFile, Span } from '../../src/source/file.js';

/**
 * A pipeline as text, to compare with what a fixture expects: everything that a platform says of it, with the place of each part as
 * `line:column` of the pipeline's own file, or `path:line:column`. What is absent or has its usual value is left out.
 */
export function printPipeline(pipeline: Pipeline): string {
  const printer = new Printer(pipeline.file);
  printer.pipeline(pipeline);
  return `${printer.lines.join('\n')}\n`;
}

/** Fields that are printed in the head line of a step, or by themselves. */
const HEAD: ReadonlySet<string> = new Set(
  'kind span name key runs env workingDirectory via tolerated sudo component script dialect dialectAssumed made options'.split(' '),
);

class Printer {
  readonly lines: string[] = [];
  readonly #file: SourceFile;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  #line(depth: number, ...parts: readonly (string | false | undefined)[]): void {
    this.lines.push('  '.repeat(depth) + parts.filter(part => part !== undefined && part !== false && part !== '').join(' '));
  }

  #place(at: Span): string {
    const { line, column } = at.file.position(at.start);
    return at.file === this.#file ? `${line}:${column}` : `${at.file.path}:${line}:${column}`;
  }

  pipeline(pipeline: Pipeline): void {
    const { platform, file, root, events, jobs, unread } = pipeline;
    this.#line(0, 'pipeline', platform, file.path, `root='${root}'`, `events=${events.join()}`);
    for (const note of unread) this.#line(1, 'unread', this.#place(note.at), `${note.kind}:`, note.why);
    for (const job of jobs) this.#job(job);
  }

  #job(job: Job): void {
    this.lines.push('');
    const path = job.path.join(' / ');
    this.#line(0, 'job', path, this.#place(job.span), job.combination !== undefined && `[${job.combination}]`);
    if (job.name !== job.path.at(-1)) this.#line(1, 'name', job.name);
    this.#line(1, 'runs', conditionText(job.runs), `on ${job.events.join()}`);
    const { entry, label, os, architecture, image, daemon } = job.machine;
    this.#line(1, 'machine', entry, os, architecture, daemon !== undefined && `daemon=${daemon}`);
    if (label !== undefined) this.#line(1, 'label', this.#value(label));
    this.#setting('image', image);
    this.#setting('timeout', job.timeout);
    if (job.needs.length > 0) this.#line(1, 'needs', job.needs.join(', '));
    for (const service of job.services) this.#setting('service', service);
    this.#env(1, job.env);
    for (const { name, value } of job.otherValues) this.#line(1, 'other', name, this.#value(value));
    for (const [scope, level] of job.permissions ?? []) this.#line(1, 'permission', `${scope}=${level}`);
    for (const step of job.steps) this.#step(step);
  }

  #setting(name: string, setting: Setting | undefined): void {
    if (setting !== undefined) this.#line(1, name, this.#value(setting.value), `in ${this.#place(setting.span)}`);
  }

  #value(value: Value): string {
    const choices = value.parts.flatMap(part => (part.kind === 'choice' ? part.options : []));
    const when = choices.map(option => `; ${valueText(option.value)} when ${conditionText(option.when)}`).join('');
    return `"${valueText(value)}" ${this.#place(value.span)}${when}`;
  }

  #env(depth: number, env: Env): void {
    for (const [name, value] of env.entries()) this.#line(depth, 'env', `${name} =`, this.#value(value));
  }

  #step(step: PlannedStep): void {
    const { name, key, runs, workingDirectory, via, tolerated, sudo, component } = step;
    this.#line(1, 'step', step.kind, this.#place(step.span), name !== undefined && `'${name}'`, key !== undefined && `key=${key}`);
    if (runs.kind !== 'always') this.#line(2, 'runs', conditionText(runs));
    if (workingDirectory !== '') this.#line(2, 'in', workingDirectory ?? 'a folder that is not known');
    if (tolerated) this.#line(2, 'tolerated');
    if (sudo === true) this.#line(2, 'sudo');
    if (component !== undefined) this.#line(2, 'component', `${component.name}@${component.version}`, this.#place(component.span));
    this.#calls(via);
    this.#env(2, step.env);
    this.#fields(step);
    if (step.kind === 'shell') this.#shell(step.script, `${step.dialect} ${optionsText(step.options)}`);
  }

  #calls(via: readonly Call[]): void {
    for (const call of via) this.#line(2, 'via', call.callee, this.#place(call.at));
  }

  /** The fields of a step that only its kind has. */
  #fields(step: PlannedStep): void {
    for (const [name, field] of Object.entries(step)) {
      if (HEAD.has(name)) continue;
      for (const item of Array.isArray(field) ? field : [field]) {
        const text = this.#field(item);
        if (text !== undefined) this.#line(2, name, text);
      }
    }
  }

  #field(field: unknown): string | undefined {
    if (typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean') return String(field);
    if (isValue(field)) return this.#value(field);
    if (isSetting(field)) return `${this.#value(field.value)} in ${this.#place(field.span)}`;
    if (isSpan(field)) return this.#place(field);
    return undefined;
  }

  #shell(script: Script, how: string): void {
    this.#line(2, 'shell', how);
    const { text, holes } = script;
    let start = 0;
    for (const line of text.value.split('\n')) {
      if (line !== '') this.#line(3, this.#place(text.spanOf(start, start + 1)), '|', line);
      start += line.length + 1;
    }
    for (const hole of holes) this.#line(3, 'hole', `${hole.start}-${hole.end}`, this.#value(hole.value));
  }
}

function optionsText(options: { readonly errexit: boolean; readonly pipefail: boolean; readonly xtrace: boolean }): string {
  return Object.entries(options)
    .filter(([, on]) => on)
    .map(([name]) => name)
    .join(' ');
}

function isValue(field: unknown): field is Value {
  return typeof field === 'object' && field !== null && 'parts' in field && Array.isArray(field.parts);
}

function isSetting(field: unknown): field is Setting {
  return typeof field === 'object' && field !== null && 'value' in field && isValue(field.value) && 'span' in field;
}

function isSpan(field: unknown): field is Span {
  return typeof field === 'object' && field !== null && 'file' in field && 'start' in field;
}
