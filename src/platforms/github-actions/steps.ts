import { asMap, itemsOf, oneOrMore, textOf, type YamlMap, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { all, type Condition } from '../../model/condition.js';
import type { PlannedStep, StepFields } from '../../model/step.js';
import { known, literal } from '../../model/value.js';
import { asItem } from '../../source/notation.js';
import { stepItem } from '../yaml-rewrite.js';
import type { ReadStep, StepContext } from './context.js';
import { asText } from './data.js';
import { DOCUMENTED_STEPS } from './documented-steps.js';
import { callLocalAction } from './local-action.js';
import { lowerCases, lowerCondition, lowerScript, lowerText } from './lower.js';
import type { Scope } from './scope.js';
import { shellOf } from './shells.js';
import { readUses } from './uses.js';
import { readVariables } from './variables.js';

/** A list of `steps`: of a job, or of a composite action. */
export function readSteps(list: YamlNode | undefined, context: StepContext): readonly PlannedStep[] {
  if (list !== undefined && list.kind !== 'list' && oneOrMore(list).length > 0) {
    context.reading.unread({ at: list.span, why: 'steps are not a list', kind: 'syntax' });
  }
  return itemsOf(list).flatMap((item, index) => {
    const step = asMap(item);
    if (step !== undefined) return readStep(step, index, context);
    if (oneOrMore(item).length > 0) context.reading.unread({ at: item.span, why: 'a step is not a map', kind: 'syntax' });
    return [];
  });
}

function readStep(step: YamlMap, index: number, context: StepContext): readonly PlannedStep[] {
  context.reading.room.takeStep(step.span);
  const variables = readVariables(step.get('env'), context.scope);
  // What a script put into `$GITHUB_ENV` yields to the step's own `env`.
  const own = new Set(variables.entries.map(([variable]) => variable));
  const workspace = context.job.path(context.reading, '.');
  const scope = seenFrom(workspace, {
    ...variables.scope,
    timesSet: variable => (own.has(variable) ? 0 : context.scope.timesSet(variable)),
  });
  const id = textOf(step.get('id'));
  const name = textOf(step.get('name'));
  const fields: StepFields = {
    span: step.span,
    ...(name !== undefined && { name }),
    // Two composite actions may use one id; outputs are told apart by the calls that lead to them.
    ...(id !== undefined && { key: `${context.scope.prefix}${id}` }),
    runs: all(context.runs, conditionOf(step.get('if'), scope)),
    env: context.env.withAll(variables.entries),
    workingDirectory: workspace,
    via: context.via,
    tolerated: context.tolerated || isTrue(step.get('continue-on-error'), scope),
  };
  const read: ReadStep = { step, label: id ?? String(index), fields, scope, context };
  const run = step.get('run');
  if (run?.kind === 'scalar') return [readRun(run, read)];
  const uses = step.get('uses');
  if (uses?.kind === 'scalar') return /^\s*\.\.?\//.test(uses.decoded) ? readLocal(uses, read) : readUses(uses, read);
  if (run === undefined && uses === undefined)
    context.reading.unread({ at: step.span, why: 'a step has neither run nor uses', kind: 'syntax' });
  return [];
}

function readLocal(uses: YamlScalar, read: ReadStep): readonly PlannedStep[] {
  const called = callLocalAction(uses, read);
  if ('kind' in called) return [called];
  const steps = readSteps(called.steps, called.context);
  called.finish();
  return steps;
}

/** When a step or job runs as far as its `if` says; that nothing before it has failed is understood. */
export function conditionOf(node: YamlNode | undefined, scope: Scope): Condition {
  if (node?.kind !== 'scalar' || node.decoded.trim() === '') return all();
  return lowerCondition(node.text, scope).runs;
}

/** Whether a switch is certainly on. */
export function isTrue(node: YamlNode | undefined, scope: Scope): boolean {
  return node?.kind === 'scalar' && singleText(node, scope) === 'true';
}

/** What a text certainly is: `undefined` where there is none, `null` where it is not known. */
export function certainText(node: YamlNode | undefined, scope: Scope): string | undefined | null {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return singleText(node, scope) ?? null;
}

function singleText(node: YamlScalar, scope: Scope): string | undefined {
  const [only, ...rest] = lowerCases(node.text, scope);
  return only?.datum.data === undefined || rest.length > 0 ? undefined : asText(only.datum.data.json);
}

function readRun(run: YamlScalar, { step, fields, scope, context }: ReadStep): PlannedStep {
  const { machine = { entry: 'unknown' } } = scope;
  const own = certainText(step.get('shell'), scope);
  const how = shellOf(own === undefined ? context.defaults.shell : own, machine);
  const workingDirectory = folderOf(step, scope, context);
  const inFolder = seenFrom(workingDirectory, scope);
  const script = lowerScript(
    run.text.withNotation(notation => asItem(notation, () => stepItem(step, 'run', DOCUMENTED_STEPS))),
    inFolder,
  );
  context.job.noteScript(script.text);
  const actionPath = inFolder.actionPath;
  const env = actionPath === undefined ? fields.env : fields.env.with('GITHUB_ACTION_PATH', literal(actionPath, run.span));
  return { ...fields, env, workingDirectory, kind: 'shell', script, ...how };
}

function folderOf(step: YamlMap, scope: Scope, context: StepContext): string | undefined {
  const node = step.get('working-directory');
  const own = node?.kind === 'scalar' ? (known(lowerText(node.text, scope)) ?? null) : undefined;
  const folder = own === undefined ? context.defaults.workingDirectory : own;
  return folder === null ? undefined : context.job.path(context.reading, folder ?? '.');
}

/** Inside a composite action: its folder as the step sees it from where it works, so that the scripts beside it are found. */
function seenFrom(workingDirectory: string | undefined, scope: Scope): Scope {
  const { actionFolder } = scope;
  if (actionFolder === undefined) return scope;
  const { actionPath: _, ...rest } = scope;
  if (workingDirectory === undefined) return rest;
  const from = workingDirectory === '' ? [] : workingDirectory.split('/');
  const to = actionFolder === '' ? [] : actionFolder.split('/');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common += 1;
  const up = from.slice(common).map(() => '..');
  return { ...scope, actionPath: [...(up.length > 0 ? up : ['.']), ...to.slice(common)].join('/') };
}
