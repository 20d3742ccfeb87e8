import { asScalar } from '../formats/yaml.js';
import { mapEntryAt } from '../formats/yaml-lines.js';
import { DOCKER_HUB } from '../model/image.js';
import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import { actionAtNewest } from '../recipes/github-actions.js';
import { registryOfLogin } from '../state/credentials.js';
import { stepsOf } from '../state/steps.js';
import type { Left } from './plan.js';
import { NOT_FROM_FORK } from './workflow-forks.js';
import type { StepLines, WorkflowSteps } from './workflow-steps.js';

type Login = PlayedOf<'login'>;

/** Where what is to come has to stand before. */
export interface Places {
  /** the step that connects to the builder, or the first build */
  readonly connect: number;
  readonly firstBuild: number;
}

/**
 * A sign-in to Docker Hub before the builder is connected, whenever an image is built. Sign-ins of the job that come too late are moved: those
 * to Docker Hub before the connection, others before the first build, as the image is pushed from the builder.
 */
export function signInEarly(
  steps: WorkflowSteps,
  lines: StepLines,
  runs: readonly JobRun[],
  builds: readonly PlayedOf<'build'>[],
  { connect, firstBuild }: Places,
  forks: boolean,
): Left | undefined {
  const logins = runs.flatMap(run => stepsOf(run, 'login'));
  const early = logins.filter(login => {
    const isHub = registryOfLogin(login) === DOCKER_HUB;
    const before = isHub ? connect : firstBuild;
    const index = steps.indexOf(login);
    const isEarly = index !== undefined && (index < before || (isMovable(steps, login, index, before) && lines.move(index, before)));
    return isHub && isEarly;
  });
  if (early.length > 0 && builds.every(build => early.some(login => login.before.run === build.before.run))) return undefined;
  const [conditional] = early;
  if (conditional !== undefined) return signInAlways(steps, lines, conditional, forks);
  const entry = [
    'name: Sign in to Docker Hub',
    ...(forks ? [`if: ${NOT_FROM_FORK}`] : []),
    `uses: ${pinnedAsElsewhere(steps) ?? actionAtNewest('docker/login-action')}`,
    'with:',
    '  username: ${{ vars.DOCKER_USER }}',
    '  password: ${{ secrets.DOCKER_PAT }}',
  ];
  return lines.insert(connect, entry) ? undefined : { at: steps.list.span, why: 'the steps do not stand on lines of their own' };
}

/** Who pins each use of this action to a commit, pins this one as well. */
function pinnedAsElsewhere({ file }: WorkflowSteps): string | undefined {
  const pinned = /\buses:[ \t]*(docker\/login-action@[\da-f]{40}(?:[ \t]+#[ \t]*v?[\d.]+)?)[ \t]*\r?$/m.exec(file.text)?.[1];
  return /\bdocker\/login-action@(?![\da-f]{40}\b)/.test(file.text) ? undefined : pinned;
}

/** A step that does nothing but sign in, with what no step before it makes. */
function isMovable(steps: WorkflowSteps, login: Login, index: number, before: number): boolean {
  const map = steps.mapOf(login);
  if (map === undefined || login.via.length > 0) return false;
  if (map.entry('if') !== undefined && conditionOf(steps, login) === undefined) return false;
  if (login.before.run.steps.some(step => step.kind !== 'login' && steps.indexOf(step) === index)) return false;
  return !needsWhatComesBefore(steps, index, before);
}

/**
 * Outputs of steps, variables that a step sets, and the credentials of clouds, which their own actions leave in the environment
 * (https://github.com/aws-actions/amazon-ecr-login, https://github.com/docker/login-action#aws-elastic-container-registry-ecr).
 */
function needsWhatComesBefore(steps: WorkflowSteps, index: number, before: number): boolean {
  const text = steps.textOf(index);
  if (/\bsteps\.|\b(?:aws|gcloud|az)\s|\bcat\b|<\s/.test(text)) return true;
  const uses = /\buses:\s*["']?([^\s@"']+)/.exec(text)?.[1];
  if (uses !== undefined && (uses !== 'docker/login-action' || !/\bpassword:/.test(text))) return true;
  const between = Array.from({ length: index - before }, (_, at) => steps.textOf(before + at)).join('\n');
  return /GITHUB_ENV|::set-env/.test(between) && /\benv\.|\$(?!\{\{)/.test(text);
}

/** A step's `if:` that asks for nothing but whether the image is pushed. */
function conditionOf(steps: WorkflowSteps, step: Played) {
  const entry = step.via.length > 0 ? undefined : steps.mapOf(step)?.entry('if');
  const value = asScalar(entry?.value);
  return entry !== undefined && value !== undefined && asksForPush(value.decoded) ? { entry, value } : undefined;
}

function asksForPush(condition: string): boolean {
  const names = condition.replaceAll(/'[^']*'/g, '').match(/[A-Za-z_][\w-]*(?:\.[\w-]+)+/g) ?? [];
  const isOfEvent = (name: string) => /^github\.(?:event_name|ref|ref_name|ref_type|base_ref|head_ref)$/.test(name);
  return names.length > 0 && names.every(name => isOfEvent(name) || /^(?:inputs|needs|env|steps)\..*(?:push|publish)/i.test(name));
}

/** The cloud builder takes the sign-in whether the image is pushed or not. */
function signInAlways(steps: WorkflowSteps, lines: StepLines, login: Login, forks: boolean): Left | undefined {
  const condition = conditionOf(steps, login);
  const own = condition && mapEntryAt(condition.entry.span);
  if (condition === undefined || (!forks && own === undefined))
    return { at: login.span, why: 'it signs in to Docker Hub only under a condition; sign in whenever an image is built' };
  if (forks) lines.replace(condition.value.span, NOT_FROM_FORK);
  else if (own !== undefined) lines.replace(own.lines, '');
  return undefined;
}
