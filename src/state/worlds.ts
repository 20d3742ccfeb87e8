import { append } from '../model/append.js';
import type { Condition, Event, World } from '../model/condition.js';
import { assumptionsOf, holds } from '../model/condition.js';
import type { ExpandedJob } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import { valuesOf } from '../model/step-values.js';
import type { Value } from '../model/value.js';
import { hasChoice } from './settle.js';

/** A world, and all the events that no condition of the job tells from the world's own. */
export interface Situation {
  readonly world: World;
  readonly events: readonly Event[];
}

/** Up to so many assumptions, all their combinations are played: 32 worlds. */
const FEW = 5;
/** Worlds a job is played in at most, and steps played over all of them: a bound for generated files, far above what people write. */
const MOST_WORLDS = 64;
const MOST_STEPS = 100_000;

/** What is of no consequence to the steps after it, so that it need not be played both with and without it. */
const WITHOUT_EFFECT: ReadonlySet<Step['kind']> = new Set(['other', 'set-env', 'cache-directory', 'set-up-emulation', 'filter-json']);

/** What has to do with images. A job without any of it is played once for each event that differs. */
const ABOUT_IMAGES: ReadonlySet<Step['kind']> = new Set([
  'login',
  'logout',
  'create-builder',
  'use-builder',
  'remove-builder',
  'inspect-builder',
  'alias-builder',
  'prune-cache',
  'build',
  'push-image',
]);

/** Variables that decide for docker what its words leave open. https://docs.docker.com/build/building/variables/ */
const VARIABLES = [
  'BUILDX_BUILDER',
  'BUILDX_CONFIG',
  'BUILDX_NO_DEFAULT_LOAD',
  'DOCKER_AUTH_CONFIG',
  'DOCKER_BUILDKIT',
  'DOCKER_CONFIG',
  'DOCKER_CONTEXT',
  'DOCKER_DEFAULT_PLATFORM',
  'DOCKER_HOST',
] as const;

/**
 * The worlds that can make a difference to a job. Contradictory ones may be among them: no step runs wrongly in those that are real, and
 * a problem must show in all.
 */
export function situationsOf(job: ExpandedJob): readonly Situation[] {
  const conditions = new Set<Condition>();
  const ofConsequence = new Set<Condition>();
  const isAboutImages = job.steps.some(step => ABOUT_IMAGES.has(step.kind));
  for (const step of job.steps) {
    const own = conditionsOf(step);
    for (const condition of own) conditions.add(condition);
    if (isAboutImages && !WITHOUT_EFFECT.has(step.kind)) for (const condition of own) ofConsequence.add(condition);
  }
  const assumptions = new Set([...ofConsequence].flatMap(assumptionsOf));
  const groups = eventGroups(job, conditions);
  const bound = Math.max(4, Math.floor(Math.min(MOST_WORLDS, MOST_STEPS / (job.steps.length + 1)) / Math.max(1, groups.length)));
  const assumed = assumptionSets([...assumptions], bound);
  return groups.flatMap(events => {
    const [event] = events;
    return event === undefined ? [] : assumed.map(assumption => ({ world: { event, assumed: assumption }, events }));
  });
}

/** All the conditions a step depends on: when it runs, and which of its values are chosen. */
function conditionsOf(step: Step): readonly Condition[] {
  const conditions: Condition[] = [step.runs];
  if (hasChoice(step)) for (const value of valuesOf(step)) append(conditions, choicesIn(value));
  if (step.env.hasChoice) {
    for (const name of VARIABLES) {
      const value = step.env.get(name);
      if (value !== undefined) append(conditions, choicesIn(value));
    }
  }
  return conditions;
}

function choicesIn(value: Value): readonly Condition[] {
  return value.parts.flatMap(part => {
    return part.kind === 'choice' ? part.options.flatMap(option => [option.when, ...choicesIn(option.value)]) : [];
  });
}

/** The job's events, those together that no condition tells apart. */
function eventGroups(job: ExpandedJob, conditions: ReadonlySet<Condition>): readonly (readonly Event[])[] {
  const sets = new Map<string, readonly Event[]>();
  for (const condition of [job.runs, ...conditions]) for (const events of eventSets(condition)) sets.set(events.join(), events);
  const groups = new Map<string, Event[]>();
  for (const event of new Set(job.events)) {
    if (holds(job.runs, { event, assumed: new Map() }) === false) continue;
    const signature = [...sets.values()].map(events => (events.includes(event) ? '1' : '0')).join('');
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, [event]);
    else group.push(event);
  }
  return [...groups.values()];
}

function eventSets(condition: Condition): readonly (readonly Event[])[] {
  switch (condition.kind) {
    case 'event':
      return [condition.events];
    case 'not':
      return eventSets(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(eventSets);
    case 'always':
    case 'unreadable':
      return [];
  }
}

/**
 * What to assume of conditions nobody can read: all combinations of a few, and of many all true, all false and each one flipped either
 * way, which has every arm of an `if … elif … else` and every condition with and without the others.
 */
function assumptionSets(keys: readonly string[], bound: number): readonly ReadonlyMap<string, boolean>[] {
  if (keys.length <= FEW && 2 ** keys.length <= bound) {
    return Array.from({ length: 2 ** keys.length }, (_, bits) => new Map(keys.map((key, index) => [key, (bits & (1 << index)) === 0])));
  }
  const sets = [true, false].map(value => new Map(keys.map(key => [key, value])));
  for (const key of keys) {
    for (const value of [false, true]) {
      if (sets.length >= bound) return sets;
      sets.push(new Map(keys.map(other => [other, other === key ? value : !value])));
    }
  }
  return sets;
}
