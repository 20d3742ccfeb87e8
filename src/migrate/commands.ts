import { conditionText } from '../model/condition.js';
import { DOCKER_HUB } from '../model/image.js';
import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import type { Inserted } from '../model/rewrite.js';
import { known } from '../model/value.js';
import { connect, fetchBuildx, HOME_CONFIG, SIGN_IN, SIGN_IN_UNTRACED } from '../recipes/commands.js';
import { endpointOf } from '../recipes/recipe.js';
import { type Edit, type Span, sameSpan } from '../source/file.js';
import { lineEnd } from '../source/notation.js';
import { registryOfLogin, signedIn, signInsBefore } from '../state/credentials.js';
import { stepsOf } from '../state/steps.js';
import { buildEdits } from './builds.js';
import { type Destination, localBuilds, type Plan } from './plan.js';
import { beforeScalar } from './scalar-script.js';

/** Where commands are put: before a step's statement, or behind it. */
interface Anchor {
  readonly step: Played;
  readonly where: 'before' | 'behind';
  /** before all that the step is part of: an entry of a list of scripts, a loop */
  readonly apart?: boolean;
}

/** Signs in, fetches Buildx and connects by commands before the first build. */
export function connectByCommands(runs: readonly JobRun[], destination: Destination): Plan {
  const builds = runs.flatMap(localBuilds);
  const first = builds.reduce((a, b) => (b.index < a.index ? b : a));
  const anchor = anchorFor(first, builds) ?? wholeOf(first);
  if (anchor === undefined)
    return {
      at: first.programSpan,
      why: 'it stands in a loop, a function or a condition, with nothing before it to connect behind; sign in and connect where the job starts',
    };
  const isSignedIn = builds.every(hasSignedIn);
  const inserted = insertion(anchor, isSignedIn, destination);
  if (inserted === undefined) return { at: first.programSpan, why: unwritable(first) };
  const other = otherSystem(anchor, inserted);
  if (other !== undefined) return { at: first.programSpan, why: `jobs on ${other} run the same lines; build in a job of its own on Linux` };
  const earlier = earlierSignIns(runs, anchor, inserted);
  const brings = !isSignedIn && earlier.some(({ login }) => registryOfLogin(login) === DOCKER_HUB);
  const edits = (brings ? insertion(anchor, true, destination) : undefined) ?? inserted;
  return { edits: [...withSignIns(edits, earlier), ...buildEdits(builds)] };
}

/** Also where a step that nobody sees into stands between: a second sign-in would take the place of the job's own. */
function hasSignedIn(build: Played): boolean {
  const own = signInsBefore(build).some(login => registryOfLogin(login) === DOCKER_HUB && isAlways(login));
  return signedIn(build) === true || (own && signedIn(build) === undefined);
}

function insertion(anchor: Anchor, isSignedIn: boolean, destination: Destination): readonly Edit[] | undefined {
  const { step, where, apart = false } = anchor;
  const { platform } = step.before.run.pipeline;
  const commands = commandsFor(step, isSignedIn, destination);
  const put = (apart: boolean) => step.rewrite?.({ change: 'insert', where, commands, apart });
  // What stands in a condition within an entry of its own is connected before that entry, whether it builds or not.
  return (
    put(apart || isAlways(step) || platform === 'jenkins') ??
    (where === 'before' && platform !== 'jenkins' ? (put(true) ?? beforeScalar(step, commands)) : undefined)
  );
}

/** A job of another system that runs what commands are put beside, where that is not guarded by a condition. */
function otherSystem({ step, where }: Anchor, edits: readonly Edit[]): string | undefined {
  const { jobs } = step.before.run.pipeline;
  const { file, start } = step.span;
  const isGuarded =
    where === 'before' &&
    edits.some(
      ({ span }) =>
        span.file === file && /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*$/.test(file.text.slice(span.start, start)) && span.start <= start,
    );
  const other = jobs.find(
    ({ machine: { os }, steps }) => (os === 'macos' || os === 'windows') && steps.some(other => sameSpan(other.span, step.span)),
  );
  return isGuarded && !isAlways(step) ? undefined : other?.machine.os;
}

function unwritable({ before, span }: Played): string {
  const { platform } = before.run.pipeline;
  if (platform === 'jenkins') return "it is a step of Jenkins' own; write it as sh 'docker buildx build …'";
  if (platform === 'circleci') return 'it is a job of an orb, which takes no further steps; write the job with the steps of the orb';
  const line = span.file.text.slice(span.file.text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return /[[{]/.test(line)
    ? 'its list stands on one line; give each command a line of its own'
    : 'it is part of a longer command; give it a line of its own';
}

/** A sign-in on lines of its own. */
interface MovedSignIn {
  readonly login: PlayedOf<'login'>;
  readonly lines: Span;
}

/**
 * The sign-ins behind the first build that have to come before it: the image is pushed from the builder, with the credentials that are
 * there when it is built. Only those that surely run, on lines of their own.
 */
function earlierSignIns(
  runs: readonly JobRun[],
  { step, where, apart = false }: Anchor,
  [inserted]: readonly Edit[],
): readonly MovedSignIn[] {
  if (inserted === undefined || where === 'behind' || apart || !isAlways(step)) return [];
  const { file, start } = inserted.span;
  const indent = indentOf({ file, start: file.text.lastIndexOf('\n', start - 1) + 1, end: start });
  const found = runs
    .flatMap(run => stepsOf(run, 'login'))
    .flatMap(login => {
      const lines = login.lines?.();
      const isPlain = login.index > step.index && isSamePhase(login, step) && isAlways(login) && isOnce(login) && sameShell(login, step);
      return isPlain && lines !== undefined && lines.file === file && lines.start >= step.span.end && indentOf(lines) === indent
        ? [{ login, lines: withComment(lines) }]
        : [];
    });
  return found.filter((one, index) => found.findIndex(other => sameSpan(other.lines, one.lines)) === index);
}

/** What Travis CI runs after the script runs for other builds than the script does. */
function isSamePhase(login: Played, step: Played): boolean {
  return step.before.run.pipeline.platform !== 'travis-ci' || login.name === step.name;
}

function indentOf({ file, start }: Span): string {
  return /^[ \t]*/.exec(file.text.slice(start, start + 200))?.[0] ?? '';
}

/** The comment right above goes along. */
function withComment(lines: Span): Span {
  const { text } = lines.file;
  const indent = indentOf(lines);
  let { start } = lines;
  for (;;) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(before, start);
    if (start === 0 || !(line.startsWith(`${indent}#`) || line.startsWith(`${indent}//`)) || line.startsWith('#!'))
      return { ...lines, start };
    start = before;
  }
}

/** The insertion with the text of the sign-ins before it, which go where they were. */
function withSignIns(edits: readonly Edit[], moved: readonly MovedSignIn[]): readonly Edit[] {
  const [insertion, ...more] = edits;
  if (moved.length === 0 || insertion === undefined) return edits;
  const texts = moved.map(({ lines: { file, start, end } }) => {
    const text = file.text.slice(start, end);
    return text.endsWith('\n') ? text : `${text}${lineEnd(file.text)}`;
  });
  const { file, start } = insertion.span;
  const line = file.text.lastIndexOf('\n', start - 1) + 1;
  const isAtLine = file.text.slice(line, start).trim() === '';
  if (!isAtLine) return edits;
  const goes = moved.map(({ lines }) => ({ span: lines, text: '' }));
  // A script's own insertion stands behind the blanks of its line, an entry's before them.
  const text =
    start === line ? texts.join('') + insertion.text : texts.join('').slice(start - line) + file.text.slice(line, start) + insertion.text;
  return [{ span: insertion.span, text }, ...more, ...goes];
}

/** The first build, where whatever else is built comes after it for certain; else the last step before it that surely runs. */
function anchorFor(first: Played, builds: readonly Played[]): Anchor | undefined {
  if (isOnce(first) && (isAlways(first) || builds.every(build => sameCondition(build, first)))) return { step: first, where: 'before' };
  const { steps } = first.before.run;
  const earlier = steps.findLast(
    step => step.index < first.index && isOnce(step) && isAlways(step) && sameShell(step, first) && step.rewrite !== undefined,
  );
  return earlier && { step: earlier, where: 'behind' };
}

/** What stands in a loop comes after the beginning of the loop, and all that an entry of a list holds after that of the entry. */
function wholeOf(step: Played): Anchor | undefined {
  const anchor: Anchor = { step, where: 'before', apart: true };
  const [edit] = step.rewrite?.({ change: 'insert', where: 'before', commands: ['true'], apart: true }) ?? [];
  const { file, start } = step.span;
  return edit !== undefined && edit.span.file === file && file.text.slice(edit.span.start, start).trim() !== '' ? anchor : undefined;
}

function isAlways({ runs }: Played): boolean {
  return runs.kind === 'always' || runs.kind === 'event';
}

/** Not in a function or a loop, as far as the steps show. */
function isOnce(step: Played): boolean {
  const same = step.before.run.steps.filter(other => sameSpan(other.span, step.span) && other.kind === step.kind);
  const isOneCommand = same.every(other => other.words?.every((word, index) => known(word) === known(step.words?.[index] ?? word)) ?? true);
  return (
    isOneCommand &&
    step.via.every(call => !call.callee.endsWith('()')) &&
    !/\b(?:for|while|until) .*;? *\bdo\b/s.test(conditionText(step.runs))
  );
}

function sameCondition(a: Played, b: Played): boolean {
  return conditionText(a.runs) === conditionText(b.runs) && sameShell(a, b);
}

function sameShell(a: Played, b: Played): boolean {
  return (
    a.span.file === b.span.file &&
    a.via.length === b.via.length &&
    a.via.every((call, index) => sameSpan(call.at, b.via[index]?.at ?? b.span))
  );
}

function commandsFor(anchor: Played, isSignedIn: boolean, destination: Destination): readonly Inserted[] {
  const { run } = anchor.before;
  const { platform } = run.pipeline;
  const image = known(run.job.machine.image?.value) ?? '';
  const bare = /(?:^|\/)docker(?::|$)/.test(image) ? [`apk add --no-cache curl${destination.toolchain === 'documented' ? ' jq' : ''}`] : [];
  const fetch = [...bare, ...fetchBuildx(destination.toolchain, HOME_CONFIG)];
  const name = `cloud-${endpointOf(destination.builder).toLowerCase().replace('/', '-')}`;
  const once = connect(destination.builder);
  const connected = run.job.machine.entry === 'unknown' ? `docker buildx use ${name} || ${once}` : once;
  // A function of the job's own script, which a script that is called does not know.
  const end = platform === 'travis-ci' && anchor.via.length === 0 ? ' || travis_terminate 1' : ' || exit 1';
  const goesOn = doesNotStop(anchor);
  const checked = (command: string) => (goesOn && MAY_FAIL.test(command) ? command + end : command);
  const signIn = isSignedIn ? [] : [checked(isTraced(anchor) ? SIGN_IN_UNTRACED : SIGN_IN)];
  if (platform === 'travis-ci' && run.events.includes('pull-request')) {
    const lines = [...signIn, checked(connected)].map(line => `  ${line}`);
    return [...fetch.map(checked), [NO_TOKEN_FOR_FORKS, 'if [ "$TRAVIS_SECURE_ENV_VARS" = true ]; then', ...lines, 'fi'].join('\n')];
  }
  // Lines that share variables stay together where each entry of a list is a shell of its own. Travis CI looks at each entry for itself.
  const fetching = platform === 'travis-ci' ? fetch.map(checked) : [fetch.map(checked).join('\n')];
  return [...signIn.map(command => ({ command, secrets: ['DOCKER_USER', 'DOCKER_PAT'] })), ...fetching, checked(connected)];
}

/** Whether the shell shows each command with its values, which systems hide that know them to be secrets; a script by itself knows none. */
function isTraced({ span }: Played): boolean {
  return /^#!.*\s-\w*x|^\s*set\s+(?:-\w+\s+)*-\w*x|^\s*set\s.*xtrace/m.test(span.file.text);
}

/** https://docs.travis-ci.com/user/pull-requests/#pull-requests-and-security-restrictions */
const NO_TOKEN_FOR_FORKS = '# Pull requests from forks have no token, and build on this machine.';

/** Whether the shell goes on where a command fails. Travis CI stops in its first phases only. */
function doesNotStop(anchor: Played): boolean {
  const { run } = anchor.before;
  if (run.pipeline.platform === 'travis-ci') return true;
  if (run.steps.some(step => step.unchecked !== undefined && sameShell(step, anchor))) return true;
  // The last command of a script that has no errexit is the one whose failure is seen.
  return run.pipeline.platform === 'shell-script' && !/^#!.*\s-\w*e|\bset\s+(?:-\w+\s+)*-\w*e|errexit/m.test(anchor.span.file.text);
}

const MAY_FAIL = /^(?:curl|apk|docker)\b|\| (?:docker|sha256sum)\b/;
