import { asMap, entriesOf, textOf, type YamlMap, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { MOST_CALLS } from '../../knowledge/github-actions.js';
import type { PlannedStep } from '../../model/step.js';
import type { SourceFile } from '../../source/file.js';
import { type Cases, certain, knownDatum } from './cases.js';
import { documentOf, type ReadStep, type StepContext } from './context.js';
import { asTexts } from './functions.js';
import { lowerCases } from './lower.js';
import type { Scope } from './scope.js';

/** A composite action that stands ready to be read in place of its call. */
export interface LocalAction {
  readonly steps: YamlNode | undefined;
  readonly context: StepContext;
  /** to be called when its steps were read: hands its outputs to the caller */
  readonly finish: () => void;
}

/** `uses: ./path`: a composite action of the same repository, or the opaque step that the call is to us. */
export function callLocalAction(uses: YamlScalar, read: ReadStep): LocalAction | PlannedStep {
  const { fields, context } = read;
  const callee = uses.decoded.trim();
  const opaque: PlannedStep = { kind: 'opaque', ...fields, what: callee };
  const { reading } = context;
  const file = actionFile(callee, context);
  if (file === undefined) {
    reading.unread({ at: uses.span, why: `${callee} has no action.yml in the repository`, kind: 'missing' });
    return opaque;
  }
  if (context.files.includes(file.path) || context.via.length >= MOST_CALLS) {
    const why = context.files.includes(file.path) ? `${callee} calls itself` : `calls deeper than ${MOST_CALLS} are not followed`;
    reading.unread({ at: uses.span, why, kind: 'limit' });
    return opaque;
  }
  if (!reading.spendCall()) {
    reading.unread({ at: uses.span, why: 'there are too many calls in all to follow this one', kind: 'limit' });
    return opaque;
  }
  const action = documentOf(file, reading.unread);
  const runs = asMap(action?.get('runs'));
  if (action === undefined || textOf(runs?.get('using'))?.toLowerCase() !== 'composite') {
    const using = textOf(runs?.get('using')) ?? 'nothing we know';
    reading.unread({ at: uses.span, why: `what ${callee} does is not read: it runs ${using}, not steps`, kind: 'unsupported' });
    return opaque;
  }
  const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '';
  const scope = calledScope(action, folder, read);
  return {
    steps: runs?.get('steps'),
    context: {
      ...context,
      scope,
      env: fields.env,
      runs: fields.runs,
      tolerated: fields.tolerated,
      via: [...context.via, { at: uses.span, callee }],
      files: [...context.files, file.path],
      defaults: {},
    },
    finish: () => {
      const id = textOf(read.step.get('id'));
      if (id !== undefined) context.scope.outputs.set(id.toLowerCase(), outputsOf(action, scope));
    },
  };
}

function actionFile(callee: string, { reading, job }: StepContext): SourceFile | undefined {
  const folder = job.path(reading, callee);
  if (folder === undefined) return undefined;
  const start = folder === '' ? '' : `${folder}/`;
  return reading.project.read(`${start}action.yml`) ?? reading.project.read(`${start}action.yaml`);
}

function calledScope(action: YamlMap, actionFolder: string, { step, label, scope }: ReadStep): Scope {
  const inputs = passedInputs(action, step, scope);
  return { ...scope, inputs, inputsComplete: true, outputs: new Map(), prefix: `${scope.prefix}${label}/`, actionFolder };
}

/** What a caller passes, or else the default; inputs of an action are texts whatever they look like. */
function passedInputs(action: YamlMap, step: YamlMap, scope: Scope): ReadonlyMap<string, Cases> {
  const inputs = new Map<string, Cases>();
  for (const { key, value } of entriesOf(action.get('inputs'))) {
    const standard = asMap(value)?.get('default');
    const cases = standard?.kind === 'scalar' ? asTexts(lowerCases(standard.text, scope)) : certain(knownDatum('', key.span));
    inputs.set(key.decoded.toLowerCase(), cases);
  }
  for (const { key, value } of entriesOf(step.get('with'))) {
    if (value.kind === 'scalar') inputs.set(key.decoded.toLowerCase(), asTexts(lowerCases(value.text, scope)));
  }
  return inputs;
}

function outputsOf(action: YamlMap, scope: Scope): ReadonlyMap<string, Cases> {
  const outputs = new Map<string, Cases>();
  for (const { key, value } of entriesOf(action.get('outputs'))) {
    const text = asMap(value)?.get('value');
    if (text?.kind === 'scalar') outputs.set(key.decoded.toLowerCase(), asTexts(lowerCases(text.text, scope)));
  }
  return outputs;
}
