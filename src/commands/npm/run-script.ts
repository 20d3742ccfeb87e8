import { entriesOf, type YamlScalar } from '../../formats/yaml.js';
import { ScriptBuilder } from '../../model/script-builder.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { Command, Script, Shell } from '../../model/step.js';
import { concatenated, literal, literalFrom, type Value } from '../../model/value.js';
import { scriptOfValue } from '../../shell/script-text.js';
import type { MappedText } from '../../source/mapped-text.js';
import { calledFieldsOf, spanOfWords } from '../fields.js';
import { quoted } from '../quoted.js';
import type { PackageFile } from './package-file.js';

/** The scripts that run with one: `prebuild`, `build`, `postbuild`. */
export function withHooks(name: string): readonly string[] {
  return [`pre${name}`, name, `post${name}`];
}

/**
 * A script of a `package.json`, as package managers start it: `sh -c` with the text, in the folder of the package.
 * https://docs.npmjs.com/cli/using-npm/scripts#environment
 */
export function scriptStep(command: Command, from: PackageFile, name: string, args: readonly Value[], callee: string): Shell | undefined {
  const script = from.scripts.get(name);
  if (script === undefined) return undefined;
  const fields = calledFieldsOf(command);
  return {
    kind: 'shell',
    ...fields,
    script: withArguments(script.text, args),
    dialect: 'sh',
    options: NO_OPTIONS,
    arguments: [],
    env: command.env.withAll(variables(from, script, name)),
    workingDirectory: from.folder,
    via: [...command.via, { at: spanOfWords(command.words, command.span), callee }],
  };
}

/** Arguments come behind the text, each in quotes: https://github.com/npm/run-script/blob/main/lib/make-spawn-args.js */
function withArguments(text: MappedText, args: readonly Value[]): Script {
  const at = text.spanOf();
  const given = concatenated(
    args.flatMap(word => [literal(' ', word.span), quoted(word)]),
    at,
  );
  return new ScriptBuilder().text(text).script(scriptOfValue(given)).build(at);
}

function variables(from: PackageFile, script: YamlScalar, name: string): readonly (readonly [string, Value])[] {
  const set: [string, Value][] = [['npm_lifecycle_event', literal(name, script.span)]];
  if (from.name !== undefined) set.push(['npm_package_name', literalFrom(from.name.text)]);
  if (from.version !== undefined) set.push(['npm_package_version', literalFrom(from.version.text)]);
  for (const { key, value } of entriesOf(from.config)) {
    if (value.kind === 'scalar') set.push([`npm_package_config_${key.decoded}`, literalFrom(value.text)]);
  }
  return set;
}
