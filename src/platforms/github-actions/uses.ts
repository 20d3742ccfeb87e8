import { asMap, entriesOf, type YamlMap, type YamlScalar } from '../../formats/yaml.js';
import type { Component, PlannedStep, StepFields } from '../../model/step.js';
import { known } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import type { MappedText } from '../../source/mapped-text.js';
import { withoutAtEnd } from '../../source/trim-end.js';
import { rewritableMap } from '../yaml-rewrite.js';
import type { ActionCall, Input } from './actions/action-call.js';
import { readAction } from './actions/index.js';
import type { ReadStep } from './context.js';
import { DOCUMENTED_STEPS } from './documented-steps.js';
import { findTemplates } from './expressions.js';
import { withoutForks } from './job-change.js';
import { lowerScript, lowerText } from './lower.js';
import type { Scope } from './scope.js';

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses

/** A step that uses an action of another repository, or an image. */
export function readUses(uses: YamlScalar, read: ReadStep): readonly PlannedStep[] {
  const { fields, context } = read;
  const reference = uses.decoded.trim();
  const opaque: PlannedStep = { kind: 'opaque', ...fields, what: reference };
  if (findTemplates(reference).length > 0) {
    context.reading.unread({ at: uses.span, why: 'uses takes no expression', kind: 'syntax' });
    return [opaque];
  }
  if (reference.startsWith('docker://')) return [opaque];
  const named = componentOf(uses);
  if (named === undefined) {
    context.reading.unread({ at: uses.span, why: 'uses names no action: owner/repository@version is expected', kind: 'syntax' });
    return [opaque];
  }
  const inputs = inputsOf(read.step, read.scope);
  const component = { ...named, inputs: inputNames(read.step) };
  noteCheckout(component, inputs, read);
  const call: ActionCall = {
    component,
    major: majorOf(component.version),
    inputs,
    fields: { ...fields, component, ...rewritableAction(read, uses) },
    sets: variable => read.scope.env.has(variable) || context.job.timesSet(variable) > 0,
    output: name => (fields.key === undefined ? undefined : `${fields.key}.${name}`),
    path: path => context.job.path(context.reading, path),
    lower: text => lowerText(text, read.scope),
    script: text => {
      context.job.noteScript(text);
      return lowerScript(text, read.scope);
    },
    keep: (name, value) => {
      context.job.otherValues.push({ name, value });
    },
  };
  const steps = readAction(call);
  if (steps.some(step => step.kind === 'other' || step.kind === 'opaque')) keepInputs(call);
  return steps;
}

/** The inputs of Docker's actions by the flags they stand for. */
const INPUTS = { push: 'push', load: 'load', output: 'outputs', builder: 'builder', use: 'use', platform: 'platforms', version: 'version' };

function rewritableAction({ step, scope }: ReadStep, uses: YamlScalar): Pick<StepFields, 'rewrite' | 'lines'> {
  return rewritableMap({
    step,
    settings: asMap(step.get('with')),
    settingsKey: 'with',
    keys: INPUTS,
    uses,
    documented: DOCUMENTED_STEPS,
    notForForks: () => withoutForks(step, 'with', scope.triggers),
  });
}

/** A credential in an input of an action that we do not read any further is one all the same; no credential is a short word. */
function keepInputs(call: ActionCall): void {
  for (const [name, { value }] of call.inputs) {
    if (value.parts.some(part => part.kind === 'literal' && /\S{16}/.test(part.text))) call.keep(name, value);
  }
}

/** `with`, without what is certainly empty, by lower-case name: inputs are case-insensitive. */
export function inputsOf(step: YamlMap, scope: Scope): ReadonlyMap<string, Input> {
  const inputs = new Map<string, Input>();
  for (const entry of entriesOf(step.get('with'))) {
    if (entry.value.kind !== 'scalar') continue;
    const text: MappedText = entry.value.text;
    const value = lowerText(text, scope);
    if (known(value)?.trim() === '') continue;
    inputs.set(entry.key.decoded.toLowerCase(), {
      value: { ...value, span: entry.value.span },
      span: entry.span,
      key: entry.key.span,
      text,
    });
  }
  return inputs;
}

function inputNames(step: YamlMap): ReadonlyMap<string, Span> {
  return new Map(entriesOf(step.get('with')).map(({ key }) => [key.decoded.toLowerCase(), key.span]));
}

/** `owner/repository/path@version`; where a commit stands for a version, that version is in the comment behind it. */
export function componentOf(uses: YamlScalar): Component | undefined {
  const found = /^([\w.-]+\/[\w.-]+(?:\/[^@\s]+)?)@(\S+)$/.exec(uses.decoded.trim());
  if (found === null) return undefined;
  const [, name = '', version = ''] = found;
  return { name, version: /^[0-9a-f]{40}$/i.test(version) ? (commentedVersion(uses) ?? version) : version, span: uses.span };
}

/** A version stands at the beginning of a comment, or soon behind. */
const LONGEST_COMMENT = 500;

/** `# v4.2.0`, `# tag=v4`, `# docker/login-action@v3`. */
function commentedVersion(uses: YamlScalar): string | undefined {
  const { file, end } = uses.span;
  const lineEnd = file.text.indexOf('\n', end);
  const rest = file.text.slice(end, Math.min(lineEnd < 0 ? file.text.length : lineEnd, end + LONGEST_COMMENT));
  return /#(?:.*?[\s@=:])?(v?\d+(?:\.\d+)*(?:-[\w.]+)?)(?=\s|$)/.exec(rest)?.[1];
}

/** The major version of `v3`, `3.1.0`, `releases/v1`; nothing for a branch or a commit. */
export function majorOf(version: string): number | undefined {
  const found = /^(?:releases\/)?v?(\d{1,3})(?:\.|$|-)/.exec(version);
  return found === null ? undefined : Number(found[1]);
}

/** `actions/checkout` with `path` puts the repository in a folder of the workspace. */
function noteCheckout(component: Component, inputs: ReadonlyMap<string, Input>, { context }: ReadStep): void {
  if (component.name.toLowerCase() !== 'actions/checkout') return;
  const repository = inputs.get('repository');
  if (repository !== undefined && !/^\s*\$\{\{\s*github\.repository\s*\}\}\s*$/i.test(repository.text.value)) return;
  const path = known(inputs.get('path')?.value);
  if (path !== undefined) context.job.checkout = withoutAtEnd(path.replace(/^(?:\.\/)+/, ''), '/').replace(/^\.$/, '');
}
