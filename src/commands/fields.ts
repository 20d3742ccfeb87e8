import type { Rewrite } from '../model/rewrite.js';
import type { Command, RestoreCredentials, Setting, Shell, StepFields } from '../model/step.js';
import { concatenated, literal, type Value, valueText } from '../model/value.js';
import { spanAround } from '../source/file.js';

/** What a step takes over from the command it is made of. */
export type Fields = StepFields & Pick<Command, 'words'>;

/** The place, conditions, variables and words of a command, for the steps it stands for. */
export function fieldsOf(command: Command): Fields {
  return { words: command.words, ...taken(command, command) };
}

/** The same for a step that stands for a script or a command nobody reads: no rule asks it for a change. */
export function plainFieldsOf(step: Shell | Command): StepFields & Pick<Command, 'prints'> {
  return taken(step, { words: step.words, prints: step.prints });
}

/** The same for what a command starts, which has words of its own and is written elsewhere. */
export function calledFieldsOf(command: StepFields): StepFields {
  return taken(command, {});
}

/** How a command is written. */
type Written = { readonly [Key in 'words' | 'prints' | 'rewrite' | 'lines']?: Command[Key] | undefined };

function taken(command: StepFields, written: Written): StepFields {
  const { span, runs, env, workingDirectory, via, tolerated } = command;
  return {
    span,
    runs,
    env,
    workingDirectory,
    via,
    tolerated,
    ...(command.name !== undefined && { name: command.name }),
    ...(command.key !== undefined && { key: command.key }),
    ...(command.sudo !== undefined && { sudo: command.sudo }),
    ...(command.component && { component: command.component }),
    ...(command.formOf && { formOf: command.formOf }),
    ...(command.unchecked && { unchecked: command.unchecked }),
    ...(command.hidesFailure && { hidesFailure: command.hidesFailure }),
    ...(command.traced && { traced: command.traced }),
    ...(written.words && { words: written.words }),
    ...(written.prints && { prints: written.prints }),
    ...(written.rewrite && { rewrite: written.rewrite }),
    ...(written.lines && { lines: written.lines }),
  };
}

/** Flags that are added stand behind the program that takes them, or the name of its sub-command: `sudo docker build`. */
export function addingBehind(name: Value, rewrite: Rewrite): Rewrite {
  return (...changes) => rewrite(...changes.map(change => (change.change === 'add' ? { behind: name, ...change } : change)));
}

/** `{ name: setting }` where there is a setting, else nothing: for optional fields, which must not be there and undefined. */
export function optional<Name extends string>(name: Name, setting: Setting | undefined): { readonly [key in Name]?: Setting } {
  return setting === undefined ? {} : ({ [name]: setting } as { readonly [key in Name]: Setting });
}

/** A positional as a setting. */
export function settingOf(word: Value): Setting {
  return { value: word, span: word.span };
}

/** A setting whose value has text before what is written: `--sbom=true` is `type=sbom`. */
export function prefixed(text: string, setting: Setting): Setting {
  const { value, span } = setting;
  return { value: concatenated([literal(text, { ...value.span, end: value.span.start }), value], value.span), span };
}

/** The stretch that words take. */
export function spanOfWords(words: readonly Value[], otherwise: Value['span']): Value['span'] {
  const first = words[0];
  const last = words.at(-1);
  return first && last ? spanAround(first.span, last.span) : otherwise;
}

/** A file that comes to stand where Docker keeps its credentials brings them: `~/.docker/config.json`, `$DOCKER_CONFIG/config.json`. */
export function credentialsAt(command: Command, path: Value): readonly RestoreCredentials[] {
  const isConfiguration = /(?:^|\/)\.docker(?:\/|\/config\.json)?$|\$DOCKER_CONFIG\/?(?:config\.json)?$/.test(valueText(path));
  return isConfiguration ? [{ kind: 'restore-credentials', ...fieldsOf(command) }] : [];
}
