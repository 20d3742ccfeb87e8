import { placeholdersIn } from './knowledge/placeholders.js';
import { Env } from './model/env.js';
import { originOf } from './model/job-run.js';
import { foundIn } from './model/literal-text.js';
import { oncePer } from './model/once.js';
import type { ExpandedJob } from './model/pipeline.js';
import type { Step } from './model/step.js';
import { valuesOf } from './model/step-values.js';
import type { Value } from './model/value.js';
import { type Span, span, spanText } from './source/file.js';

/** A placeholder of a copied example that nobody filled in. */
export interface Placeholder {
  readonly at: Span;
  /** as written: `<ORG>`, `your-org` */
  readonly text: string;
}

/** A placeholder and the step or job in whose values it stands. */
export interface HeldPlaceholder<S extends Step> extends Placeholder {
  readonly on: S | ExpandedJob;
}

/**
 * The placeholders left in what a job hands to Docker: words, inputs and variables. Each place once. Of a job that does
 * nothing with Docker only variables count whose names say that they are meant for it.
 * @param steps the job's steps, all of them or those that run in one world
 */
export function placeholdersOfJob<S extends Step>(job: ExpandedJob, steps: readonly S[]): readonly HeldPlaceholder<S>[] {
  const found = new Map<string, HeldPlaceholder<S>>();
  const add = (on: S | ExpandedJob, placeholders: Iterable<Placeholder>) => {
    for (const placeholder of placeholders) {
      const key = `${placeholder.at.file.path}:${placeholder.at.start}`;
      if (!found.has(key)) found.set(key, { on, ...placeholder });
    }
  };
  const speaks = steps.some(step => SPEAKS_DOCKER.has(step.kind));
  const counts = (variable: string) => speaks || FOR_DOCKER.test(variable);
  for (const [variable, placeholders] of inEnv(job.env)) if (counts(variable)) add(job, placeholders);
  const seen = new Set<Env>();
  for (const step of steps) {
    if (step.kind === 'set-env' ? counts(step.variable) : speaks) add(step, placeholdersOf(originOf(step)));
    // Steps with nothing assigned between them share an environment.
    if (seen.has(step.env)) continue;
    for (const [variable, placeholders] of inEnv(step.env)) if (counts(variable)) add(step, placeholders);
    seen.add(step.env);
  }
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);
}

/** The placeholders in the words and inputs of a step; none where the step does nothing with Docker. */
export const placeholdersOf = oncePer((step: Step): readonly Placeholder[] => {
  if (!SPEAKS_DOCKER.has(step.kind) && !FEEDS_DOCKER.has(step.kind)) return [];
  // What runs in a container is not Docker's business: `docker run app grep '<title>'`.
  if (step.kind === 'use-image' && step.how === 'run') return step.images.flatMap(image => inValue(image.value));
  const written = step.component === undefined && step.words !== undefined ? inSource(step.span) : [];
  return [...written, ...valuesOf(step).flatMap(inValue)];
});

/** Jobs, steps and worlds share their environments. */
const inEnv = Env.asking((_variable, value) => {
  const found = inValue(value);
  return found.length === 0 ? undefined : found;
});

const SPEAKS_DOCKER: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'login',
  'create-builder',
  'use-builder',
  'build',
  'push-image',
  'use-image',
]);

/** `DOCKER_PAT`, `IMAGE_NAME`: names of variables that a hook or an included file sets for those that build. */
const FOR_DOCKER = /docker|registry|image|buildx/i;

/** What is meant for Docker in a job that speaks to it: the variables it sets, the downloads of plugins. */
const FEEDS_DOCKER: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['set-env', 'download', 'filter-json', 'logout', 'remove-builder']);

/**
 * What a command was written as. An unquoted `<ORG>/default` is two redirections to a shell and no word at all, so the words alone
 * would not show it.
 */
function inSource(at: Span): readonly Placeholder[] {
  return placeholdersIn(spanText(at)).map(({ start, end, text }) => ({ at: span(at.file, at.start + start, at.start + end), text }));
}

function inValue(value: Value): readonly Placeholder[] {
  return foundIn(value, placeholdersIn).map(({ found: { text }, at }) => ({ at, text }));
}
