import type { Login, PlannedStep, Setting } from '../model/step.js';
import { known } from '../model/value.js';
import type { DockerCall } from './docker-call.js';
import { LOGIN } from './docker-flags.js';
import { optional, settingOf } from './fields.js';
import { type Arguments, parseFlags } from './flags.js';

/** `docker login [SERVER]` (https://docs.docker.com/reference/cli/docker/login/). */
export function login(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, LOGIN);
  if (args.has('help')) return undefined;
  const server = args.positional();
  const step: Login = {
    kind: 'login',
    ...call.fields,
    ...optional('registry', server && settingOf(server)),
    ...optional('username', args.last('username')),
    ...passwordOf(call, args),
  };
  return [step];
}

function passwordOf(call: DockerCall, args: Arguments): Pick<Login, 'password' | 'passwordFrom'> {
  const flag = args.last('password');
  // `--password -` is `--password-stdin` (docker/cli `cli/command/registry/login.go`)
  if (flag !== undefined && known(flag.value) !== '-') return { passwordFrom: 'flag', password: flag };
  const stdin = optional('password', stdinOf(call));
  if (flag !== undefined || args.has('password-stdin')) return { passwordFrom: 'stdin', ...stdin };
  // Without the flag nothing is read from a pipe (docker/cli `cli/command/registry.go`: "interactive login from a non-TTY device").
  return { passwordFrom: call.opaque || args.opaque(1) ? 'unknown' : 'prompt', ...stdin };
}

function stdinOf({ command }: DockerCall): Setting | undefined {
  return command.stdin && settingOf(command.stdin);
}

/** `docker logout [SERVER]` */
export function logout(call: DockerCall): readonly PlannedStep[] | undefined {
  const args = parseFlags(call.rest, LOGIN);
  if (args.has('help')) return undefined;
  const server = args.positional();
  return [{ kind: 'logout', ...call.fields, ...optional('registry', server && settingOf(server)) }];
}
