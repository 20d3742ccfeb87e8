import { isDummy, looksRandom, namesCredential, namesRegistryCredential, tokensIn } from './knowledge/credentials.js';
import { Env } from './model/env.js';
import { originOf } from './model/job-run.js';
import { foundIn, writtenAt } from './model/literal-text.js';
import { oncePer } from './model/once.js';
import type { ExpandedJob, ExpandedPipeline } from './model/pipeline.js';
import type { Login, Step } from './model/step.js';
import { valuesOf } from './model/step-values.js';
import { known, type Value } from './model/value.js';
import { type SourceFile, type Span, span } from './source/file.js';

/** A credential that is written in the linted files. Its value is never kept, only its place. */
export interface Credential {
  readonly at: Span;
  /** `Docker personal access token`, `password` */
  readonly kind: string;
  /** the variable that holds it, where it is the value of one */
  readonly variable?: string;
}

/** A credential and the step or job in whose values it stands. */
export interface HeldCredential<S extends Step> extends Credential {
  readonly on: S | ExpandedJob;
}

/**
 * The credentials written in a job's values: tokens known by their form anywhere, literal passwords of sign-ins, literal values of
 * variables whose names say what they hold. Each place once.
 * @param steps the job's steps, all of them or those that run in one world
 */
export function credentialsIn<S extends Step>(job: ExpandedJob, steps: readonly S[]): readonly HeldCredential<S>[] {
  const found = new Map<string, HeldCredential<S>>();
  const seen = new Set<Env>();
  const add = (on: S | ExpandedJob, credentials: Iterable<Credential>) => {
    for (const credential of credentials) {
      const key = `${credential.at.file.path}:${credential.at.start}`;
      if (!found.has(key)) found.set(key, { on, ...credential });
    }
  };
  add(job, inEnv(job.env));
  for (const { name, value } of job.otherValues) add(job, name === 'credentials.password' ? inPassword(value) : inVariable(name, value));
  for (const step of steps) {
    // Steps with nothing assigned between them share an environment.
    if (!seen.has(step.env)) add(step, inEnv(step.env));
    seen.add(step.env);
    add(step, inStep(originOf(step)));
  }
  return [...found.values()];
}

/** The places of the credentials that the jobs of a pipeline hold. */
export function heldCredentials({ jobs }: ExpandedPipeline): readonly Span[] {
  return jobs.flatMap(job => credentialsIn(job, job.steps).map(credential => credential.at));
}

/** The stretches of a file that look like a token, comments included: what no report may show, whatever rules are on. */
export function tokensOfFile(file: SourceFile): readonly Span[] {
  return tokensIn(file.text).map(token => span(file, token.start, token.end));
}

const inEnv = oncePer((env: Env) => [...byVariable(env).values()].flat());

const byVariable = Env.asking((variable, value) => {
  const found = inVariable(variable, value);
  return found.length === 0 ? undefined : found;
});

/** The same step is played in many worlds. */
const inStep = oncePer((step: Step): readonly Credential[] => {
  const own = step.kind === 'set-env' ? inVariable(step.variable, step.value) : step.kind === 'login' ? [...inLogin(step)] : [];
  return [...own, ...valuesOf(step).flatMap(value => tokens(value))];
});

function* inLogin(login: Login): Iterable<Credential> {
  if (login.password !== undefined && !isLocal(login)) yield* inPassword(login.password.value);
}

/** A password of a form that is known is told by that form. */
function* inPassword(value: Value): Iterable<Credential> {
  const password = known(value);
  if (password === undefined || isDummy(password)) return;
  if (tokensIn(password).length > 0) yield* tokens(value);
  else yield { at: writtenAt(value), kind: 'password' };
}

function inVariable(variable: string, value: Value): readonly Credential[] {
  return [...credentialsOfVariable(variable, value)];
}

function* credentialsOfVariable(variable: string, value: Value): Iterable<Credential> {
  yield* tokens(value, variable);
  const isRegistrys = namesRegistryCredential(variable);
  if (!isRegistrys && !namesCredential(variable)) return;
  const text = known(value);
  if (text === undefined || isDummy(text) || tokensIn(text).length > 0) return;
  if (isRegistrys ? !/^[./~]/.test(text) : looksRandom(text)) yield { at: writtenAt(value), kind: 'credential', variable };
}

function tokens(value: Value, variable?: string): readonly Credential[] {
  return foundIn(value, tokensIn).map(({ found: { kind }, at }) => ({ at, kind, ...(variable !== undefined && { variable }) }));
}

/** A registry of the job's own, as tests start one: its password guards nothing. */
function isLocal(login: Login): boolean {
  const registry = known(login.registry?.value);
  return registry !== undefined && /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0|[\w-]+:\d+$)/.test(registry);
}
