import { textOf, type YamlMap } from '../../formats/yaml.js';
import { Env } from '../../model/env.js';
import type { Machine } from '../../model/pipeline.js';
import type { PlannedStep, Script, Shell, StepFields } from '../../model/step.js';
import { literalFrom } from '../../model/value.js';
import { MappedText } from '../../source/mapped-text.js';
import { escaping } from '../../source/notation.js';
import { fields, scriptLines } from '../lowering.js';
import { hookSteps } from './hooks.js';
import { type Cell, matrixScript } from './matrix.js';
import { type PluginOutcome, pluginOutcome, pluginsOf } from './plugins.js';
import type { FileScope } from './read.js';

/** The agent runs a step's commands by `/bin/bash -e -c`, on Windows by CMD (https://buildkite.com/docs/agent/self-hosted/configure). */
const OPTIONS = { errexit: true, pipefail: false, xtrace: false };

/**
 * What one step runs, in the order of the hooks (https://buildkite.com/docs/agent/hooks#job-lifecycle-hooks): plugins set the environment,
 * then come the hooks of the repository before those of plugins, then the command or what takes its place.
 */
export function commandSteps(step: YamlMap, cell: Cell, machine: Machine, scope: FileScope): readonly PlannedStep[] {
  const plugins = pluginsOf(step.get('plugins'));
  let here = stepFields(step, scope);
  const outcomes: PluginOutcome[] = [];
  for (const plugin of plugins) {
    const outcome = pluginOutcome(plugin, here);
    outcomes.push(outcome);
    here = { ...here, env: here.env.withAll(outcome.env ?? []) };
  }
  const of = (phase: 'environment' | 'preCommand' | 'command'): readonly PlannedStep[] => outcomes.flatMap(outcome => outcome[phase] ?? []);
  const hooks = (...names: readonly string[]): readonly Shell[] => names.flatMap(name => hookSteps(name, here, scope));
  return [
    ...of('environment'),
    ...hooks('post-checkout', 'pre-command'),
    ...withEnvironment(of('preCommand'), here),
    ...withEnvironment(of('command'), here),
    ...ownCommand(step, { cell, here, machine, outcomes }, scope),
    ...hooks('post-command', 'pre-exit'),
  ];
}

function stepFields(step: YamlMap, scope: FileScope): StepFields {
  const title = textOf(step.get('label')) ?? textOf(step.get('name'));
  const tolerated = textOf(step.get('soft_fail')) === 'true';
  return fields(step.span, scope.root, { tolerated, ...(title === undefined ? {} : { name: title }) });
}

/** Later plugins may set variables for the hooks of earlier ones. */
function withEnvironment(steps: readonly PlannedStep[], { env }: StepFields): readonly PlannedStep[] {
  return steps.map(step => ({ ...step, env: env.withAll(step.env.entries()) }));
}

interface Command {
  readonly cell: Cell;
  readonly here: StepFields;
  readonly machine: Machine;
  readonly outcomes: readonly PluginOutcome[];
}

/** The step's command, unless a plugin runs something in its place or the repository has a hook for it. */
function ownCommand(step: YamlMap, { cell, here, machine, outcomes }: Command, scope: FileScope): readonly PlannedStep[] {
  const script = commandScript(step, cell, scope);
  if (script !== undefined) collectUploads(script, scope);
  const how = outcomes.map(outcome => outcome.stepCommand);
  if (script === undefined || (how.includes('not-run') && !how.includes('in-container'))) return [];
  const [hook] = how.some(way => way !== undefined) ? [] : hookSteps('command', here, scope);
  if (hook !== undefined) return [{ ...hook, env: here.env.with('BUILDKITE_COMMAND', literalFrom(script.text)) }];
  const place = { ...here, span: script.text.spanOf() };
  const isInContainer = how.includes('in-container');
  const shell: Shell = {
    kind: 'shell',
    ...place,
    script,
    dialect: machine.os === 'windows' ? 'cmd' : 'bash',
    ...(isInContainer && { dialectAssumed: true }),
    options: OPTIONS,
  };
  // What runs in a container that a plugin starts sees another home: no sign-in or builder of this machine.
  return isInContainer ? [{ ...place, env: Env.empty, kind: 'opaque', what: 'the container that a plugin starts' }, shell] : [shell];
}

function commandScript(step: YamlMap, cell: Cell, scope: FileScope): Script | undefined {
  const lines = scriptLines([step.get('command'), step.get('commands')], scope.note);
  return lines.length === 0
    ? undefined
    : matrixScript(
        withoutEscapes(MappedText.joined(lines, '\n')).withNotation(notation => escaping(notation, '$', '$$')),
        cell,
      );
}

/** `$$X` and `\$X` are left for the job by `pipeline upload`, which takes the first character away. */
function withoutEscapes(text: MappedText): MappedText {
  if (!/\$\$|\\\$/.test(text.value)) return text;
  const pieces: MappedText[] = [];
  let from = 0;
  for (const match of text.value.matchAll(/\$\$|\\\$/g)) {
    pieces.push(text.slice(from, match.index), text.standingFor('$', match.index, match.index + 2));
    from = match.index + 2;
  }
  return MappedText.joined([...pieces, text.slice(from)]);
}

/** The files that a command uploads as further steps. */
function collectUploads({ text }: Script, scope: FileScope): void {
  for (const match of text.value.matchAll(/buildkite-agent\s+pipeline\s+upload\s+(?:--\S+\s+)*([\w./-]+\.(?:ya?ml|json))\b/g)) {
    if (match[1] !== undefined) scope.uploads.push(match[1]);
  }
}
