import type { GroovyCall, GroovyNode } from '../../formats/groovy.js';
import { ALWAYS, all } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Setting } from '../../model/step.js';
import { literal } from '../../model/value.js';
import type { Edit, Span } from '../../source/file.js';
import { ownLines } from '../../source/lines.js';
import { removalOf } from '../../source/own-comment.js';
import { type Agent, agentOf } from './agent.js';
import { startContainer } from './agent-container.js';
import { blockOf, blocksIn, bodyOf, closureOf } from './calls.js';
import { environmentCredential } from './credentials.js';
import { type JobDraft, newDraft } from './job-draft.js';
import { matrixCells } from './matrix.js';
import { withCommandAtEnd } from './post.js';
import { type Place, type Reading, Scope } from './scope.js';
import type { StepReader } from './steps.js';
import { argument, knownText } from './values.js';
import { inPostOrder, postCondition, whenCondition } from './when.js';

/** Reads `pipeline { … }`: stages on one agent are one job, a stage with an agent of its own is another. */
export class DeclarativeReader {
  readonly jobs: JobDraft[] = [];
  readonly #reading: Reading;
  readonly #steps: StepReader;
  /** that of the whole pipeline, which bounds each of its jobs too */
  #timeout: Setting | undefined;

  constructor(reading: Reading, steps: StepReader) {
    this.#reading = reading;
    this.#steps = steps;
  }

  pipeline(call: GroovyCall, place: Place): void {
    const body = closureOf(call)?.body ?? [];
    const agent = agentOf(blockOf(body, 'agent'), place.scope);
    this.#timeout = timeoutOf(blockOf(body, 'options'), place.scope);
    const job = this.#begin(call, ['pipeline'], 'pipeline', agent);
    const outer = this.#withEnvironment(body, { ...place, steps: job.steps }, env => {
      job.env = env;
    });
    for (const library of blocksIn(blockOf(body, 'libraries'))) {
      this.#reading.unread(library.span, 'a shared library lies elsewhere and is not read', 'remote');
    }
    const inside = this.#started(agent, outer, true);
    for (const stage of stagesIn(blockOf(body, 'stages'))) this.#stage(stage, inside, job, ['pipeline']);
    this.#post(blockOf(body, 'post'), inside);
  }

  #begin(call: GroovyCall, path: readonly string[], name: string, agent: Agent | undefined, timeout = this.#timeout): JobDraft {
    this.#reading.room.takeJob(call.nameSpan);
    const job = newDraft(path, name, call.nameSpan, agent, timeout);
    // Without an agent nothing can run at the end.
    const isOwn = agent !== undefined && agent.kind !== 'none' && call.name !== 'matrix';
    if (isOwn) job.rewrite = asked => (asked.change === 'at-end' ? withCommandAtEnd(call, asked.command) : undefined);
    this.jobs.push(job);
    return job;
  }

  /** Starts the container that an agent may be. */
  #started(agent: Agent | undefined, place: Place, isWhole: boolean): Place {
    if (agent?.container === undefined) return place;
    const { steps, inside } = startContainer(agent.container, place, isWhole);
    this.#steps.emit(place, ...steps);
    return inside;
  }

  #stage(call: GroovyCall, place: Place, job: JobDraft, path: readonly string[]): void {
    const name = knownText(argument(call, 'name', 0), place.scope) ?? 'stage';
    const body = closureOf(call)?.body ?? [];
    const own = [...path, name];
    const when = all(place.runs, whenCondition(bodyOf(blockOf(body, 'when')), place.scope));
    const agent = agentOf(blockOf(body, 'agent'), place.scope);
    const isOwnJob = agent !== undefined && agent.kind !== 'none' && !agent.reusesNode;
    const target = isOwnJob ? this.#begin(call, own, name, agent, timeoutOf(blockOf(body, 'options'), place.scope) ?? this.#timeout) : job;
    if (isOwnJob) {
      target.env = job.env;
      target.runs = when;
    }
    const scope = new Scope(place.scope);
    const here: Place = { ...place, scope, runs: isOwnJob ? ALWAYS : when, stage: name, steps: target.steps };
    const inside = this.#started(agent, this.#withEnvironment(body, here), isOwnJob);
    this.#steps.statements(bodyOf(blockOf(body, 'steps')), inside);
    const nested = [...stagesIn(blockOf(body, 'stages')), ...stagesIn(blockOf(body, 'parallel'))];
    for (const stage of nested) this.#stage(stage, inside, target, own);
    const matrix = blockOf(body, 'matrix');
    if (matrix !== undefined) this.#matrix(matrix, inside, target, own);
    this.#post(blockOf(body, 'post'), inside);
  }

  /** Each cell of a `matrix` runs its stages with the axes as variables, on an agent of its own where one is named. */
  #matrix(call: GroovyCall, place: Place, job: JobDraft, path: readonly string[]): void {
    const body = closureOf(call)?.body ?? [];
    const agent = agentOf(blockOf(body, 'agent'), place.scope);
    const { cells, complete } = matrixCells(body, place.scope);
    if (!complete) this.#reading.unread(call.nameSpan, 'not every cell of this matrix can be read', 'dynamic');
    const when = whenCondition(bodyOf(blockOf(body, 'when')), place.scope);
    for (const cell of cells) {
      const target = this.#begin(call, path, path.at(-1) ?? 'matrix', agent);
      target.combination = cell.map(([name, value]) => `${name}=${value.text}`).join(', ');
      target.env = job.env.withAll(cell.map(([name, value]) => [name, value.value]));
      target.machine = agent === undefined ? job.machine : target.machine;
      target.runs = all(place.runs, when);
      const here = this.#withEnvironment(body, { ...place, runs: ALWAYS, steps: target.steps });
      const inside = this.#started(agent, here, true);
      for (const stage of stagesIn(blockOf(body, 'stages'))) this.#stage(stage, inside, target, path);
      this.#post(blockOf(body, 'post'), inside);
    }
  }

  #post(call: GroovyCall | undefined, place: Place): void {
    for (const block of inPostOrder(blocksIn(call))) {
      this.#steps.statements(bodyOf(block), { ...place, runs: all(place.runs, postCondition(block.name)), stage: `post ${block.name}` });
    }
  }

  /** Applies `environment { … }`. At the level of the pipeline `keep` takes the variables for the whole job. */
  #withEnvironment(body: readonly GroovyNode[], place: Place, keep?: (env: Env) => void): Place {
    let env = keep === undefined ? place.env : Env.empty;
    const block = blockOf(body, 'environment');
    const variables = bodyOf(block);
    for (const node of variables) {
      if (node.kind !== 'assignment' || node.value === undefined) continue;
      const secrets = environmentCredential(node.name, node.value);
      if (secrets !== undefined) {
        env = env.withAll(secrets);
        continue;
      }
      // An empty block is none that Jenkins takes.
      const written = variables.length === 1 ? block?.span : node.span;
      env = env.with(node.name, { ...this.#steps.value(node.value, { ...place, env }), unset: () => withoutLines(written) });
    }
    if (keep === undefined) return { ...place, env };
    keep(env);
    return place;
  }
}

function withoutLines(written: Span | undefined): readonly Edit[] | undefined {
  const lines = written && ownLines(written);
  return lines && [removalOf(lines)];
}

function stagesIn(call: GroovyCall | undefined): readonly GroovyCall[] {
  return blocksIn(call).filter(node => node.name === 'stage');
}

const MINUTES: Readonly<Record<string, number>> = { SECONDS: 1 / 60, MINUTES: 1, HOURS: 60, DAYS: 1440 };

/** `options { timeout(time: 2, unit: 'HOURS') }` in minutes, which are the unit where none is named. */
function timeoutOf(options: GroovyCall | undefined, scope: Scope): Setting | undefined {
  const call = blocksIn(options).find(block => block.name === 'timeout');
  if (call === undefined) return undefined;
  const time = Number(knownText(argument(call, 'time', 0), scope));
  const factor = MINUTES[knownText(argument(call, 'unit'), scope)?.toUpperCase() ?? 'MINUTES'];
  if (Number.isNaN(time) || factor === undefined) return undefined;
  return { value: literal(String(time * factor), call.span), span: call.span };
}
