import type { Command, PlannedStep, Setting } from '../model/step.js';
import { known, truth, type Value, valueText } from '../model/value.js';
import type { Span } from '../source/file.js';
import type { CommandContext } from './command-reader.js';
import { addingBehind, type Fields, optional, spanOfWords } from './fields.js';
import { type Arguments, type FlagTable, isHiddenFlag, isOpen, parseFlags } from './flags.js';
import type { Maybe } from './maybe.js';

/** A command of docker or of one of its plugins, as far as it has been read: `docker --config x buildx --builder y` and what follows. */
export interface DockerCall {
  readonly command: Command;
  readonly context: CommandContext;
  /** what its steps take over: place, words, `--config`, `--context` */
  readonly fields: Fields & { readonly config?: Setting; readonly endpointFlag?: Setting };
  /** the words that name it so far: `docker buildx` */
  readonly path: readonly Value[];
  /** the words behind those */
  readonly rest: readonly Value[];
  /** a word that was passed over may have been any flag: `docker $OPTS build` */
  readonly opaque: boolean;
  /** `--builder` between the words that name it */
  readonly builder?: Setting;
  /** whether the builder that `buildx use` selected is looked at */
  readonly honoursSelectedBuilder: boolean;
}

/** Gives a command its meaning; `undefined`: nothing of interest. */
export type Handler = (call: DockerCall) => Steps;

export type Steps = Maybe<readonly PlannedStep[] | undefined>;

/** A command that only holds others: reads its flags and hands on to the sub-command. */
export function group(table: FlagTable, commands: ReadonlyMap<string, Handler>): Handler {
  return call => {
    const found = subcommand(call, table, commands);
    if (found === undefined) return undefined;
    return found === 'hidden' ? [hidden(call)] : found.handler(found.call);
  };
}

/**
 * The sub-command behind a command's own flags. `hidden`: it stands in a variable, so it may be any.
 * An unquoted variable before a known sub-command is taken to hold flags: `docker compose $FILES build`.
 */
function subcommand(
  call: DockerCall,
  table: FlagTable,
  commands: ReadonlyMap<string, Handler>,
): { readonly handler: Handler; readonly call: DockerCall } | 'hidden' | undefined {
  let inner = call;
  let rest = call.rest;
  let mayBeCommand = false;
  for (;;) {
    const args = parseFlags(rest, table);
    inner = withGlobals(inner, args);
    const [word] = args.positionals;
    if (word === undefined) return inner.opaque ? 'hidden' : undefined;
    rest = rest.slice((args.positions[0] ?? 0) + 1);
    if (isOpen(word)) {
      inner = { ...inner, opaque: true };
      mayBeCommand ||= !HOLDS_GLOBAL_FLAGS.test(valueText(word));
      continue;
    }
    const name = known(word);
    const handler = commands.get(name ?? '');
    if (handler) {
      const fields = { ...inner.fields, ...(call.command.rewrite && { rewrite: addingBehind(word, call.command.rewrite) }) };
      return { handler, call: { ...inner, fields, path: [...inner.path, word], rest } };
    }
    return name === undefined || mayBeCommand ? 'hidden' : undefined;
  }
}

/** Variables named so stand for flags before a sub-command; any other may be the sub-command itself. */
const HOLDS_GLOBAL_FLAGS = /args?(_|$)|opt|flag|param|extra|files?$|project|profile|context|config/i;

function withGlobals(call: DockerCall, args: Arguments): DockerCall {
  const config = args.last('config') ?? call.fields.config;
  const endpointFlag = args.last('context') ?? args.last('host') ?? call.fields.endpointFlag;
  const builder = args.last('builder') ?? call.builder;
  return {
    ...call,
    fields: { ...call.fields, ...optional('config', config), ...optional('endpointFlag', endpointFlag) },
    opaque: call.opaque || args.unknown.some(isHiddenFlag),
    ...optional('builder', builder),
  };
}

/** A command whose very name cannot be read may have done anything. */
export function hidden({ fields, path, rest }: Pick<DockerCall, 'fields' | 'path' | 'rest'>): PlannedStep {
  return { kind: 'opaque', ...fields, what: [...path, ...rest.slice(0, 1)].map(valueText).join(' ') };
}

/** What a person calls the command: the action it stands for, else its words. */
export function programOf({ command, path }: DockerCall): string {
  return command.component?.name ?? path.map(valueText).join(' ');
}

export function programSpan({ command, path }: DockerCall): Span {
  return spanOfWords(path, command.span);
}

/** Whether BuildKit is switched off for `docker build` and Compose: `DOCKER_BUILDKIT=0`. The value must be a Go boolean. */
export function withoutBuildKit({ command }: DockerCall): boolean {
  return truth(command.env.get('DOCKER_BUILDKIT')) === false;
}

/** `DOCKER_DEFAULT_PLATFORM`, where `--platform` is not given. */
export function platformsOf({ command }: DockerCall, flags: readonly Setting[]): readonly Setting[] {
  const value = command.env.get('DOCKER_DEFAULT_PLATFORM');
  if (flags.length > 0 || value === undefined || known(value) === '') return flags;
  return [{ value, span: value.span }];
}
