import { asMap, oneOrMore, textOf, type YamlEntry, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { listItemAt } from '../../formats/yaml-lines.js';
import { ALWAYS, all, assumptionsOf, type Condition, type Event, holds } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job, OtherValue, Unread } from '../../model/pipeline.js';
import type { Call, PlannedStep, Script, ShellDialect } from '../../model/step.js';
import type { Edit, Span } from '../../source/file.js';
import { lineEnd } from '../../source/notation.js';
import { aboveComment } from '../../source/own-comment.js';
import type { Origin } from './config.js';
import { withDaemon } from './daemon.js';
import { durationSetting } from './duration.js';
import { machineOf, servicesOf } from './machine.js';
import { type Cell, cellsOf } from './matrix.js';
import { EVENTS, forEvents } from './predefined.js';
import { type MatchedRule, type Runs, runsOf } from './rules.js';
import { runVariables } from './run-variables.js';
import { readScript } from './script.js';
import { environmentOf, inheritedVariables, secretVariables, type Variables, variablesOf, withRuleVariables } from './variables.js';

/** What all jobs of a configuration share. */
export interface Shared {
  /** the folder that scripts start in */
  readonly root: string;
  /** the kinds of pipeline that jobs are looked at for, whether or not the file speaks of them */
  readonly usual: readonly Event[];
  /** the effective default of a key, `undefined` where nothing sets one */
  readonly defaultOf: (key: string) => YamlEntry | undefined;
  /** it is written below `default`, where `!reference` finds it */
  readonly hasDefault: (key: string) => boolean;
  readonly variables: Variables;
  readonly workflow: Runs | undefined;
  /** variables that the pipeline is started with; they win over all that the files set */
  readonly given: Variables;
  readonly originOf: (at: Span) => Origin;
  /** includes that may set defaults nobody has seen */
  readonly unseen: readonly Span[];
  /** jobs may begin in an include that was not followed */
  readonly partial: boolean;
  unread(note: Unread): void;
}

/** A job of the configuration, `extends` and references resolved. */
export interface Written {
  readonly name: string;
  /** the key that names the job */
  readonly span: Span;
  readonly map: YamlMap;
  /** the same as it is written */
  readonly own: YamlMap | undefined;
  /** what it extends and nobody has seen */
  readonly missing: readonly YamlNode[];
}

/** Keys that `default` may set, https://docs.gitlab.com/ci/yaml/#default */
const INHERITED: ReadonlySet<string> = new Set([
  'after_script',
  'before_script',
  'hooks',
  'id_tokens',
  'image',
  'services',
  'tags',
  'timeout',
]);

/** One job, or one for each cell of its matrix; none where it has nothing to run here. */
export function readJob(written: Written, shared: Shared): readonly Job[] {
  const { name, map } = written;
  const entry = effective(map, shared);
  const get = (key: string) => entry(key)?.value;
  const runs = runsOf(get, shared.workflow !== undefined);
  const condition = all(shared.originOf(written.span).condition, shared.workflow?.condition ?? ALWAYS, runs.condition);
  const events = eventsOf(condition, [...shared.usual, ...runs.named, ...(shared.workflow?.named ?? [])]);
  const steps = stepsOf(written, entry, shared);
  if (steps === undefined) return [];
  const { cells, unread } = cellsOf(map.get('parallel'));
  unread.forEach(shared.unread);
  const timeout = durationSetting(entry('timeout'));
  const overridden = overriddenScript(map, shared);
  return cells.map(cell => {
    const env = environmentOf(variablesFor(written, cell, { get, runs, events }, shared));
    return {
      path: [name],
      name,
      span: written.span,
      ...(cell.combination === undefined ? {} : { combination: cell.combination }),
      machine: machineOf(get, env),
      runs: forEvents(condition, events),
      events,
      ...(timeout === undefined ? {} : { timeout }),
      ...(overridden === undefined ? {} : { overridden }),
      env,
      runVariables,
      steps,
      needs: needsOf(map.get('needs')),
      services: servicesOf(get('services'), env),
      rewrite: ({ change }) => (change === 'daemon' ? withDaemon(written, machineOf(get, env)) : undefined),
      otherValues: serviceValues(get('services')),
    };
  });
}

interface Effective {
  readonly get: (key: string) => YamlNode | undefined;
  readonly runs: Runs;
  readonly events: readonly Event[];
}

/** From weak to strong, https://docs.gitlab.com/ci/variables/#cicd-variable-precedence */
function variablesFor(written: Written, cell: Cell, { get, runs, events }: Effective, shared: Shared): Variables {
  const { map } = written;
  const ofRules = (rules: readonly MatchedRule[]) => rules.map(rule => ({ ...rule, matches: forEvents(rule.matches, events) }));
  const globals = withRuleVariables(shared.variables, ofRules(shared.workflow?.rules ?? []));
  const own = [...inheritedVariables(globals, map.get('inherit')), ...variablesOf(map.get('variables')), ...cell.variables];
  const secrets = secretVariables(get('id_tokens'), map.get('secrets'));
  return [...withRuleVariables(own, ofRules(runs.rules)), ...secrets, ...shared.given];
}

/** The value of a key in force: the job's own, else the default. `key:` without a value is no value. */
function effective(map: YamlMap, shared: Shared): (key: string) => YamlEntry | undefined {
  const inherit = asMap(map.get('inherit'))?.get('default');
  const names = inherit?.kind === 'list' ? new Set(inherit.items.map(textOf)) : undefined;
  return key => {
    const own = map.entry(key);
    if (own !== undefined && !isNull(own.value)) return own;
    const inherits = INHERITED.has(key) && (names === undefined ? textOf(inherit) !== 'false' : names.has(key));
    return inherits ? shared.defaultOf(key) : undefined;
  };
}

/**
 * The default `before_script` that a job's own takes the place of. An empty one (`before_script: []`) and `inherit: default:` say that it is
 * not wanted. https://docs.gitlab.com/ci/yaml/#before_script
 */
function overriddenScript(map: YamlMap, shared: Shared): Job['overridden'] {
  const own = map.entry('before_script');
  const inherited = shared.defaultOf('before_script');
  const isMeant = asMap(map.get('inherit'))?.get('default') !== undefined;
  if (own === undefined || inherited === undefined || isMeant || isNull(own.value) || oneOrMore(own.value).length === 0) return undefined;
  return {
    at: own.key.span,
    default: inherited.value.span,
    ...(shared.hasDefault('before_script') && own.aliasSpan === undefined && { keepDefault: () => withDefault(own.value) }),
  };
}

/** https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags */
function withDefault(script: YamlNode): readonly Edit[] | undefined {
  const first = script.kind === 'list' ? script.items[0] : undefined;
  const lines = first && listItemAt(first.span)?.lines;
  if (first === undefined || lines === undefined) return undefined;
  const { file, start } = lines;
  const head = file.text.slice(start, first.span.start);
  if (!/^ *- +$/.test(head)) return undefined;
  return [aboveComment({ span: { file, start, end: start }, text: `${head}!reference [default, before_script]${lineEnd(file.text)}` })];
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function eventsOf(condition: Condition, wanted: readonly Event[]): readonly Event[] {
  const possible = EVENTS.filter(event => isPossible(condition, event));
  const usual = possible.filter(event => wanted.includes(event));
  if (usual.length > 0) return usual;
  return possible.length > 0 ? possible : wanted.slice(0, 1);
}

/** All ways to assume these many things are tried; of more, it is not asked whether they contradict each other. */
const MAX_ASSUMPTIONS = 6;

function isPossible(condition: Condition, event: Event): boolean {
  if (holds(condition, { event, assumed: new Map() }) === false) return false;
  const keys = [...new Set(assumptionsOf(condition))];
  if (keys.length > MAX_ASSUMPTIONS) return true;
  for (let ways = 0; ways < 2 ** keys.length; ways++) {
    const assumed = new Map(keys.map((key, index) => [key, (ways & (1 << index)) !== 0]));
    if (holds(condition, { event, assumed }) === true) return true;
  }
  return false;
}

/** `undefined` for what is no job: it has nothing to run. */
function stepsOf(written: Written, entry: (key: string) => YamlEntry | undefined, shared: Shared): readonly PlannedStep[] | undefined {
  const get = (key: string) => entry(key)?.value;
  const maker = new StepMaker(written, shared, {
    dialect: machineOf(get, Env.empty).os === 'windows' ? 'powershell' : 'bash',
    tolerated: textOf(get('allow_failure')) === 'true' || asMap(get('allow_failure')) !== undefined,
  });
  const inheritsScripts = entry('before_script') === undefined;
  for (const parent of written.map.get('before_script') === undefined ? written.missing : []) {
    maker.opaque(parent.span, textOf(parent) ?? 'a job');
  }
  const [unseen] = shared.unseen;
  const inheritsDefaults = textOf(asMap(written.map.get('inherit'))?.get('default')) !== 'false';
  if (inheritsScripts && inheritsDefaults && unseen !== undefined) maker.opaque(unseen, 'defaults of an include that is not followed');
  maker.shell('pre_get_sources_script', [asMap(get('hooks'))?.get('pre_get_sources_script')], false);
  maker.shell('script', [get('before_script'), get('script')], false);
  for (const step of oneOrMore(get('run'))) maker.run(step);
  const hasWork = get('script') !== undefined || get('run') !== undefined;
  if (!hasWork && written.missing.length === 0 && !shared.partial) {
    shared.unread({ at: written.span, why: `job '${written.name}' has no script`, kind: 'syntax' });
    return undefined;
  }
  if (!hasWork) maker.opaque(written.span, `the script of '${written.name}'`);
  maker.shell('after_script', [get('after_script')], true);
  return maker.steps;
}

class StepMaker {
  readonly steps: PlannedStep[] = [];
  readonly #written: Written;
  readonly #shared: Shared;
  readonly #dialect: ShellDialect;
  readonly #tolerated: boolean;

  constructor(written: Written, shared: Shared, how: { readonly dialect: ShellDialect; readonly tolerated: boolean }) {
    this.#written = written;
    this.#shared = shared;
    this.#dialect = how.dialect;
    this.#tolerated = how.tolerated;
  }

  opaque(at: Span, what: string): void {
    this.steps.push({ kind: 'opaque', ...this.#fields(at, this.#written.name), what });
  }

  /**
   * A shell of its own. The runner starts its scripts with errexit, and with pipefail where the shell has it.
   * @param ignored a failure of it changes nothing (`after_script`)
   */
  shell(section: string, nodes: readonly (YamlNode | undefined)[], ignored: boolean): void {
    const { script, lost, unread } = readScript(nodes);
    unread.forEach(this.#shared.unread);
    for (const reference of lost) this.opaque(reference.span, 'the lines of a reference');
    if (script !== undefined) this.#script(section, script, nodes.findLast(node => node !== undefined)?.span, ignored);
  }

  /** https://docs.gitlab.com/ci/yaml/#run: `script` is shell text, `step` lies elsewhere. */
  run(node: YamlNode): void {
    const script = asMap(node)?.get('script');
    if (script !== undefined) {
      this.shell('run', [script], false);
      return;
    }
    this.#shared.unread({ at: node.span, why: 'a CI step that lies elsewhere is not followed', kind: 'remote' });
    this.opaque(node.span, textOf(asMap(node)?.get('step')) ?? 'a CI step');
  }

  #script(section: string, script: Script, at: Span | undefined, ignored: boolean): void {
    const fields = this.#fields(at ?? script.text.spanOf(), `${this.#written.name} / ${section}`);
    this.steps.push({
      kind: 'shell',
      ...fields,
      script,
      dialect: this.#dialect,
      // The runner takes bash where the image has it: https://docs.gitlab.com/runner/shells/
      dialectAssumed: true,
      options: { errexit: true, pipefail: true, xtrace: false },
      tolerated: fields.tolerated || ignored,
    });
  }

  #fields(at: Span, name: string) {
    const via: readonly Call[] = this.#shared.originOf(at).via;
    return { span: at, name, runs: ALWAYS, env: Env.empty, workingDirectory: this.#shared.root, via, tolerated: this.#tolerated };
  }
}

/** Jobs of this pipeline that end before; those of other pipelines and projects are not among them. */
function needsOf(node: YamlNode | undefined): readonly string[] {
  return oneOrMore(node).flatMap(need => {
    const map = asMap(need);
    if (map?.get('pipeline') !== undefined || map?.get('project') !== undefined) return [];
    return textOf(map?.get('job') ?? need) ?? [];
  });
}

function serviceValues(services: YamlNode | undefined): readonly OtherValue[] {
  return oneOrMore(services).flatMap(service => variablesOf(asMap(service)?.get('variables')).map(([name, value]) => ({ name, value })));
}
