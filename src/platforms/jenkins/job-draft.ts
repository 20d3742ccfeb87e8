import { ALWAYS, type Condition, type Event } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job, Machine } from '../../model/pipeline.js';
import type { JobRewrite } from '../../model/rewrite.js';
import type { PlannedStep, Setting } from '../../model/step.js';
import type { Span } from '../../source/file.js';
import { type Agent, persistent } from './agent.js';
import { runVariables } from './run-variables.js';

/** A job while its steps are being read. */
export interface JobDraft {
  readonly path: readonly string[];
  readonly name: string;
  readonly span: Span;
  readonly timeout?: Setting;
  readonly steps: PlannedStep[];
  machine: Machine;
  runs: Condition;
  env: Env;
  combination?: string;
  rewrite?: JobRewrite;
}

export function newDraft(path: readonly string[], name: string, span: Span, agent: Agent | undefined, timeout?: Setting): JobDraft {
  const machine = agent?.machine ?? persistent();
  return { path, name, span, machine, runs: ALWAYS, env: Env.empty, steps: [], ...(timeout === undefined ? {} : { timeout }) };
}

/** @param globals variables that the file sets outside of all jobs */
export function finishedJob(draft: JobDraft, events: readonly Event[], globals: Env): Job {
  const { combination, timeout, rewrite } = draft;
  return {
    path: draft.path,
    name: draft.name,
    span: draft.span,
    machine: draft.machine,
    runs: draft.runs,
    events,
    env: globals.withAll(draft.env.entries()),
    runVariables,
    steps: draft.steps,
    needs: [],
    services: [],
    otherValues: [],
    ...(combination === undefined ? {} : { combination }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(rewrite === undefined ? {} : { rewrite }),
  };
}
