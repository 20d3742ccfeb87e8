import { type Condition, conditionText } from '../model/condition.js';
import type { Job, Pipeline, Unread } from '../model/pipeline.js';
import type { BuildFacts } from '../model/report.js';
import type { Call, Component, PlannedStep, Script, Setting } from '../model/step.js';
import { known, type Value, valueText } from '../model/value.js';
import type { Span } from '../source/file.js';
import { type JsonPlace, jsonPlace } from './json-place.js';
import type { Redactor } from './redact.js';

/**
 * The build-step model as plain data, for `inspect`. `version` grows only when something is renamed, removed or changes its meaning;
 * readers must ignore keys they do not know.
 */
export interface ModelTree {
  readonly version: 1;
  readonly pipelines: readonly TreePipeline[];
  readonly unread: readonly { readonly kind: Unread['kind']; readonly why: string; readonly place: JsonPlace }[];
}

export interface TreePipeline {
  readonly platform: string;
  readonly path: string;
  readonly root: string;
  readonly events: readonly string[];
  readonly jobs: readonly TreeJob[];
}

export interface TreeJob {
  /** the keys that name it in the file */
  readonly path: readonly string[];
  readonly name: string;
  readonly place: JsonPlace;
  readonly runs: string;
  readonly events: readonly string[];
  readonly machine: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly steps: readonly TreeStep[];
}

export interface TreeStep {
  readonly kind: string;
  readonly place: JsonPlace;
  /** `always`, or the condition in words */
  readonly runs: string;
  readonly workingDirectory: string | null;
  readonly calls: readonly { readonly callee: string; readonly place: JsonPlace }[];
  /** as the program would get them */
  readonly words?: readonly TreeValue[];
  /** what belongs to this kind of step: `tags`, `platforms`, `registry` … */
  readonly details: Readonly<Record<string, unknown>>;
  /** of a build: what it runs on and what comes of it, for each group of events in which that is the same */
  readonly outcomes?: readonly BuildFacts[];
}

/** `known`: every character of it stands in the files; else `text` names what is put in: `$IMAGE:latest`. */
export interface TreeValue {
  readonly text: string;
  readonly known: boolean;
}

/** Fields that every step has, shown in a way of their own, and those that only serve the engine. */
const COMMON: ReadonlySet<string> = new Set([
  'kind',
  'span',
  'runs',
  'env',
  'workingDirectory',
  'via',
  'words',
  'programSpan',
  'formOf',
  'rewrite',
  'lines',
  'dialectAssumed',
  'made',
]);

export type FactsOf = (job: Job, step: number) => readonly BuildFacts[] | undefined;

/** Makes plain data of pipelines, whether their scripts have been read or not. */
export class TreeMaker {
  readonly #redactor: Redactor;
  readonly #factsOf: FactsOf;

  constructor(redactor: Redactor, factsOf: FactsOf = () => undefined) {
    this.#redactor = redactor;
    this.#factsOf = factsOf;
  }

  tree(pipelines: readonly Pipeline[], unread: readonly Unread[]): ModelTree {
    return {
      version: 1,
      pipelines: pipelines.map(pipeline => this.#pipeline(pipeline)),
      unread: unread.map(({ kind, why, at }) => ({ kind, why: this.#redactor.text(why), place: this.#place(at) })),
    };
  }

  #pipeline({ platform, file, root, events, jobs }: Pipeline): TreePipeline {
    return { platform, path: this.#redactor.text(file.path), root, events, jobs: jobs.map(job => this.#job(job)) };
  }

  #job(job: Job): TreeJob {
    const { combination, timeout, env, needs, services, permissions, machine } = job;
    return {
      path: job.path.map(part => this.#redactor.text(part)),
      name: this.#redactor.text(job.name),
      place: this.#place(job.span),
      runs: this.#condition(job.runs),
      events: job.events,
      machine: this.#details(machine),
      details: this.#details({
        combination,
        timeout,
        needs,
        services,
        permissions: permissions === undefined ? undefined : [...permissions].map(([scope, level]) => `${scope}: ${level}`),
        env: Object.fromEntries(env.entries()),
      }),
      steps: job.steps.map((step, index) => this.#step(step, this.#factsOf(job, index))),
    };
  }

  #step(step: PlannedStep, outcomes: readonly BuildFacts[] | undefined): TreeStep {
    return {
      kind: step.kind,
      place: this.#place(step.span),
      runs: this.#condition(step.runs),
      workingDirectory: step.workingDirectory ?? null,
      calls: step.via.map(call => this.#call(call)),
      ...(step.words === undefined ? {} : { words: step.words.map(word => this.#value(word)) }),
      details: this.#details(step),
      ...(outcomes === undefined ? {} : { outcomes }),
    };
  }

  /** The fields that say something: what is absent, empty or `false` says nothing. */
  #details(fields: object): Readonly<Record<string, unknown>> {
    const details: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fields)) {
      if (COMMON.has(name)) continue;
      const plain = this.#plain(field);
      if (plain !== undefined && plain !== false) details[name] = plain;
    }
    return details;
  }

  #plain(field: unknown): unknown {
    if (typeof field === 'string') return this.#redactor.text(field);
    if (typeof field !== 'object' || field === null) return field;
    if (Array.isArray(field)) return field.length === 0 ? undefined : field.map(one => this.#plain(one));
    if (isSpan(field)) return this.#place(field);
    if (isScript(field)) return this.#redactor.value(field.text.value, []);
    if (isValue(field)) return this.#value(field);
    if (isSetting(field)) return this.#value(field.value);
    if (isComponent(field)) return `${field.name}@${field.version}`;
    const entries = Object.entries(this.#details(field));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  #value(value: Value): TreeValue {
    const sources = value.parts.map(part => part.span);
    return { text: this.#redactor.value(valueText(value), sources), known: known(value) !== undefined };
  }

  #condition(condition: Condition): string {
    return this.#redactor.text(conditionText(condition));
  }

  #call({ callee, at }: Call): { readonly callee: string; readonly place: JsonPlace } {
    return { callee: this.#redactor.text(callee), place: this.#place(at) };
  }

  #place(at: Span): JsonPlace {
    return jsonPlace(at, this.#redactor);
  }
}

function isSpan(field: object): field is Span {
  return 'file' in field && 'start' in field && 'end' in field;
}

function isValue(field: object): field is Value {
  return 'parts' in field && Array.isArray(field.parts);
}

function isSetting(field: object): field is Setting {
  return 'value' in field && typeof field.value === 'object' && field.value !== null && isValue(field.value);
}

function isScript(field: object): field is Script {
  return 'text' in field && 'holes' in field;
}

function isComponent(field: object): field is Component {
  return 'name' in field && 'version' in field;
}
