import { asList, asMap, asScalar, entriesOf, parseYaml, type YamlList, type YamlMap, type YamlNode } from '../formats/yaml.js';
import { listItemAt, mapEntryAt } from '../formats/yaml-lines.js';
import { buildxOfSetupAction } from '../knowledge/buildx.js';
import { DOCKER_HUB } from '../model/image.js';
import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import { actionAtNewest } from '../recipes/github-actions.js';
import { endpointOf } from '../recipes/recipe.js';
import type { Edit, SourceFile, Span } from '../source/file.js';
import { lineEnd } from '../source/notation.js';
import { registryOfLogin } from '../state/credentials.js';
import { outputOf } from '../state/outputs.js';
import { stepsOf } from '../state/steps.js';
import { buildEdits } from './builds.js';
import { type Destination, type Left, localBuilds, type Plan } from './plan.js';

/** Pull requests from forks get no secrets, so they keep to the builder of the machine. */
const FROM_FORK = 'github.event.pull_request.head.repo.fork';
const NOT_FROM_FORK = `\${{ !${FROM_FORK} }}`;

/** A condition that only leaves pull requests out. */
const NOT_FOR_PULL_REQUESTS = /^(?:\$\{\{)?\s*github\.event_name\s*!=\s*'pull_request'\s*(?:\}\})?$/;

/** The steps of a job in its file. */
interface Steps {
  readonly file: SourceFile;
  readonly list: YamlList;
}

/**
 * Signs in and connects with Docker's actions: a setup-buildx-action that is there becomes one for the cloud, else both steps come before
 * the first build. `undefined` where the steps stand in another workflow, which is moved on its own.
 */
export function connectWorkflow(runs: readonly JobRun[], destination: Destination): Plan | undefined {
  const [run] = runs;
  const steps = run && stepsOfJob(run);
  if (run === undefined || steps === undefined) return undefined;
  const builds = runs.flatMap(localBuilds);
  const places = builds.map(build => itemOf(steps, build));
  const first = Math.min(...places.map(place => place ?? -1));
  if (first < 0) return undefined;
  const setUps = runs.flatMap(one => stepsOf(one, 'create-builder')).filter(step => (itemOf(steps, step) ?? first) < first);
  const setUp = setUps[0];
  const entry = new WorkflowEdit(steps, runs, destination);
  const before = setUp === undefined ? first : Math.min(first, itemOf(steps, setUp) ?? first);
  const problem = entry.signIn(before, builds) ?? (setUp === undefined ? entry.insertSetUp(first) : entry.changeSetUp(setUp));
  return problem ?? entry.finished(builds);
}

function stepsOfJob({ job, pipeline }: JobRun): Steps | undefined {
  const { file } = pipeline;
  const [jobs, id, ...deeper] = job.path;
  if (jobs !== 'jobs' || id === undefined || deeper.length > 0) return undefined;
  const list = asList(asMap(asMap(asMap(parseYaml(file).documents[0])?.get('jobs'))?.get(id))?.get('steps') ?? undefined);
  return list === undefined ? undefined : { file, list };
}

/** The entry that a step is, or is called from. */
function itemOf({ file, list }: Steps, step: Played): number | undefined {
  const at = step.via.find(call => call.at.file === file)?.at ?? step.span;
  if (at.file !== file) return undefined;
  const index = list.items.findIndex(item => item.span.start <= at.start && at.end <= item.span.end);
  return index < 0 ? undefined : index;
}

class WorkflowEdit {
  readonly #steps: Steps;
  readonly #runs: readonly JobRun[];
  readonly #destination: Destination;
  /** by the offset of the line they come before, in order */
  readonly #inserted = new Map<number, string>();
  readonly #edits: Edit[] = [];
  /** steps that stand elsewhere from then on */
  readonly #moved: Span[] = [];
  readonly #forks: boolean;

  constructor(steps: Steps, runs: readonly JobRun[], destination: Destination) {
    this.#steps = steps;
    this.#runs = runs;
    this.#destination = destination;
    this.#forks = runs.some(run => run.events.includes('pull-request'));
  }

  finished(builds: readonly PlayedOf<'build'>[]): Plan {
    const problem = this.#outputs(builds);
    if (problem !== undefined) return problem;
    const { file } = this.#steps;
    const inserted = [...this.#inserted].map(([at, text]) => ({ span: { file, start: at, end: at }, text }));
    return { edits: [...this.#edits, ...inserted, ...buildEdits(builds)] };
  }

  /** A sign-in to Docker Hub before the step of an index, whenever an image is built; sign-ins that come later are moved there. */
  signIn(before: number, builds: readonly PlayedOf<'build'>[]): Left | undefined {
    const logins = this.#runs.flatMap(run => stepsOf(run, 'login'));
    const moved = new Set(logins.flatMap(login => this.#moveUp(login, before) ?? []));
    const isEarly = (login: Played) => {
      const index = itemOf(this.#steps, login) ?? before;
      return index < before || moved.has(index);
    };
    const early = logins.filter(login => registryOfLogin(login) === DOCKER_HUB && isEarly(login));
    if (early.length > 0 && builds.every(build => early.some(login => login.before.run === build.before.run))) return undefined;
    const condition = early.map(login => this.#conditionOf(login)).find(found => found !== undefined);
    if (condition !== undefined) {
      this.#replaceCondition(condition);
      return undefined;
    }
    return this.#insert(before, [
      'name: Sign in to Docker Hub',
      ...(this.#forks ? [`if: ${NOT_FROM_FORK}`] : []),
      `uses: ${actionAtNewest('docker/login-action')}`,
      'with:',
      '  username: ${{ vars.DOCKER_USER }}',
      '  password: ${{ secrets.DOCKER_PAT }}',
    ]);
  }

  /** Moves a step that does nothing but sign in before another; the index it had, where that can be done. */
  #moveUp(login: PlayedOf<'login'>, before: number): number | undefined {
    const index = itemOf(this.#steps, login);
    const map = this.#mapAt(login);
    if (index === undefined || map === undefined || index <= before || login.via.length > 0) return undefined;
    if (map.entry('if') !== undefined && this.#conditionOf(login) === undefined) return undefined;
    if (login.before.run.steps.some(step => step.kind !== 'login' && itemOf(this.#steps, step) === index)) return undefined;
    const node = this.#steps.list.items[index];
    const target = this.#steps.list.items[before];
    const [lines, there] = [node && listItemAt(node.span)?.lines, target && listItemAt(target.span)?.lines];
    if (lines === undefined || there === undefined) return undefined;
    const { file } = this.#steps;
    const gap = /^[ \t]*\r?\n/.exec(file.text.slice(lines.end))?.[0] ?? '';
    const span = { file, start: this.#aboveComments(lines.start, this.#dashColumn(lines)), end: lines.end + gap.length };
    if (this.#moved.some(one => one.start === span.start)) return index;
    const text = file.text.slice(span.start, lines.end);
    this.#moved.push(span);
    this.#edits.push({ span, text: '' });
    const at = this.#aboveComments(there.start, this.#dashColumn(there));
    const ended = text.endsWith('\n') ? text : `${text}${lineEnd(file.text)}`;
    this.#inserted.set(at, `${this.#inserted.get(at) ?? ''}${ended}${this.#hasGaps() ? lineEnd(file.text) : ''}`);
    return index;
  }

  /** The condition of a step that stays where it is, or of one that is moved. */
  #replaceCondition(condition: Span): void {
    const moved = this.#moved.find(one => one.start <= condition.start && condition.end <= one.end);
    if (moved === undefined) {
      this.#edits.push({ span: condition, text: NOT_FROM_FORK });
      return;
    }
    const old = this.#steps.file.text.slice(moved.start, condition.end);
    const now = `${this.#steps.file.text.slice(moved.start, condition.start)}${NOT_FROM_FORK}`;
    for (const [at, text] of this.#inserted)
      this.#inserted.set(
        at,
        text.replace(old, () => now),
      );
  }

  #dashColumn({ start, end }: Span): number {
    return this.#steps.file.text.slice(start, end).indexOf('-');
  }

  insertSetUp(before: number): Left | undefined {
    return this.#insert(before, [
      'name: Connect to Docker Build Cloud',
      `uses: ${actionAtNewest('docker/setup-buildx-action')}`,
      'with:',
      ...this.#inputs().map(input => `  ${input}`),
    ]);
  }

  /** Another driver for the step that sets Buildx up; what only other drivers take goes. */
  changeSetUp(setUp: PlayedOf<'create-builder'>): Left | undefined {
    const item = this.#mapAt(setUp);
    const uses = item?.entry('uses');
    if (item === undefined || uses === undefined || setUp.via.length > 0)
      return { at: setUp.span, why: 'a builder is set up by an action of this repository' };
    if (item.entry('if') !== undefined) return { at: setUp.span, why: 'Buildx is set up only under a condition' };
    const inputs = item.entry('with');
    const given = entriesOf(inputs?.value);
    if (given.some(({ key }) => key.decoded === 'driver' || key.decoded === 'endpoint' || key.decoded === 'append'))
      return { at: setUp.span, why: 'the builder that is set up has a driver or machines of its own' };
    const version = this.#versionOf(setUp, uses.value);
    if (version !== undefined && 'why' in version) return version;
    if (version !== undefined) this.#edits.push(version);
    const kept = given.filter(({ key }) => KEPT.has(key.decoded));
    const indent = inputs === undefined ? undefined : this.#columnOf(given[0]?.key.span ?? inputs.key.span);
    const lines = this.#inputs();
    if (inputs === undefined || given.length === 0 || kept.length === 0) return this.#withNewInputs(uses.span, inputs?.span, lines);
    for (const { key, span } of given) {
      const entry = KEPT.has(key.decoded) ? undefined : mapEntryAt(span)?.lines;
      if (!KEPT.has(key.decoded) && entry === undefined)
        return { at: setUp.span, why: 'the inputs of the step do not stand on lines of their own' };
      if (entry !== undefined) this.#edits.push({ span: entry, text: '' });
    }
    const first = kept[0];
    const at = first && mapEntryAt(first.span)?.lines.start;
    if (at === undefined || indent === undefined)
      return { at: setUp.span, why: 'the inputs of the step do not stand on lines of their own' };
    this.#add(
      at,
      lines.map(line => `${' '.repeat(indent)}${line}`),
    );
    return undefined;
  }

  #withNewInputs(uses: Span, old: Span | undefined, inputs: readonly string[]): Left | undefined {
    const { file } = this.#steps;
    const after = mapEntryAt(uses) ?? listItemHead(uses);
    if (after === undefined) return { at: uses, why: 'the step is not written on lines of its own' };
    if (old !== undefined) {
      const lines = mapEntryAt(old)?.lines;
      if (lines === undefined) return { at: old, why: 'the inputs of the step do not stand on lines of their own' };
      this.#edits.push({ span: lines, text: '' });
    }
    const indent = ' '.repeat(this.#columnOf(uses));
    const isUnended = !file.text.slice(after.lines.start, after.lines.end).endsWith('\n');
    this.#add(after.lines.end, [`${indent}with:`, ...inputs.map(input => `${indent}  ${input}`)], isUnended);
    return undefined;
  }

  #inputs(): readonly string[] {
    const { builder, toolchain } = this.#destination;
    const endpoint = endpointOf(builder);
    const version = toolchain === 'documented' ? ['version: lab:latest'] : [];
    if (!this.#forks) return ['driver: cloud', `endpoint: ${endpoint}`, ...version];
    return [
      `driver: \${{ ${FROM_FORK} && 'docker-container' || 'cloud' }}`,
      `endpoint: \${{ !${FROM_FORK} && '${endpoint}' || '' }}`,
      ...version,
    ];
  }

  /** The newest version, where the one that is there has no cloud driver, or takes inputs that are gone. */
  #versionOf(setUp: PlayedOf<'create-builder'>, uses: YamlNode): Edit | Left | undefined {
    const version = setUp.component?.version ?? '';
    const brings = buildxOfSetupAction(version);
    if (brings === 'release' || brings === undefined || (brings === 'desktop' && this.#destination.toolchain === 'documented'))
      return undefined;
    const written = asScalar(uses)?.text;
    const at = written?.value.indexOf('@') ?? -1;
    if (written === undefined || !/^v?\d+(?:\.\d+)*$/.test(written.value.slice(at + 1))) {
      if (brings === 'desktop') return undefined;
      return {
        at: uses.span,
        why: 'setup-buildx-action is pinned to a version from before 3.8, which fetches no Buildx with a cloud driver',
      };
    }
    return { span: written.spanOf(at + 1), text: actionAtNewest('docker/setup-buildx-action').replace(/.*@/, '') };
  }

  /** What is pushed for other events stays in the build cache for pull requests. */
  #outputs(builds: readonly PlayedOf<'build'>[]): Left | undefined {
    const done = new Set<YamlMap>();
    for (const build of builds) {
      const inputs = asMap(this.#mapAt(build)?.get('with'));
      const push = inputs?.entry('push');
      if (inputs === undefined || push === undefined || done.has(inputs) || build.component?.name !== 'docker/build-push-action') continue;
      done.add(inputs);
      const same = builds.filter(other => other.span.start === build.span.start && other.span.file === build.span.file);
      const events = (does: boolean) => same.filter(other => outputOf(other).push === does).flatMap(other => other.before.run.events);
      const isPlain =
        same.every(other => outputOf(other).push !== undefined) &&
        inputs.entry('outputs') === undefined &&
        inputs.entry('load') === undefined;
      const [pushed, kept] = [events(true), events(false)];
      if (!isPlain || !kept.includes('pull-request') || kept.some(event => event !== 'pull-request') || pushed.length === 0) continue;
      this.#edits.push({
        span: push.span,
        text: "outputs: ${{ github.event_name == 'pull_request' && 'type=cacheonly' || 'type=registry' }}",
      });
    }
    return undefined;
  }

  /** The value of a step's `if:` that leaves out nothing but pull requests. */
  #conditionOf(step: Played): Span | undefined {
    const entry = step.via.length > 0 ? undefined : this.#mapAt(step)?.entry('if');
    const value = asScalar(entry?.value);
    return value !== undefined && NOT_FOR_PULL_REQUESTS.test(value.decoded.trim()) ? value.span : undefined;
  }

  #mapAt(step: Played): YamlMap | undefined {
    const index = itemOf(this.#steps, step);
    return index === undefined ? undefined : asMap(this.#steps.list.items[index]);
  }

  #insert(before: number, entry: readonly string[]): Left | undefined {
    const node = this.#steps.list.items[before];
    const lines = node && listItemAt(node.span)?.lines;
    if (node === undefined || lines === undefined)
      return { at: node?.span ?? this.#steps.list.span, why: 'the steps do not stand on lines of their own' };
    const dash = this.#steps.file.text.slice(lines.start, node.span.start);
    const indent = ' '.repeat(this.#columnOf(node.span));
    this.#add(this.#aboveComments(lines.start, dash.indexOf('-')), [
      ...entry.map((line, index) => (index === 0 ? dash : indent) + line),
      ...(this.#hasGaps() ? [''] : []),
    ]);
    return undefined;
  }

  /** The comment above a step is the step's own. */
  #aboveComments(start: number, column: number): number {
    const { text } = this.#steps.file;
    let at = start;
    for (;;) {
      const line = text.lastIndexOf('\n', at - 2) + 1;
      const comment = /^( *)#/.exec(text.slice(line, at));
      if (at === 0 || comment === null || comment[1]?.length !== column) return at;
      at = line;
    }
  }

  /** Whether an empty line parts the steps. */
  #hasGaps(): boolean {
    const { file, list } = this.#steps;
    const [one, two] = list.items;
    return one !== undefined && two !== undefined && /\n[ \t]*\r?\n/.test(file.text.slice(one.span.end - 1, two.span.start));
  }

  #columnOf({ start }: Span): number {
    return start - (this.#steps.file.text.lastIndexOf('\n', start - 1) + 1);
  }

  #add(at: number, lines: readonly string[], isUnended = false): void {
    const end = lineEnd(this.#steps.file.text);
    const text = lines.map(line => `${line}${end}`).join('');
    this.#inserted.set(at, (this.#inserted.get(at) ?? '') + (isUnended ? `${end}${text.slice(0, -end.length)}` : text));
  }
}

/** Inputs of setup-buildx-action that a cloud builder takes as well; the others speak of BuildKit on this machine. */
const KEPT: ReadonlySet<string> = new Set(['use', 'name', 'cleanup', 'cache-binary']);

/** The line of a key behind the dash of a list entry. */
function listItemHead({ file, start, end }: Span): { readonly lines: Span } | undefined {
  const from = file.text.lastIndexOf('\n', start - 1) + 1;
  const newline = file.text.indexOf('\n', end);
  const to = newline === -1 ? file.text.length : newline + 1;
  const isAlone = /^ *- +$/.test(file.text.slice(from, start)) && /^[ \t]*(?:#.*)?\r?\n?$/.test(file.text.slice(end, to));
  return isAlone ? { lines: { file, start: from, end: to } } : undefined;
}
