import type { PlannedStep, Setting, StepOf } from '../../../model/step.js';
import { concatenated, known, literal, unknownValue, type Value } from '../../../model/value.js';
import { type ActionCall, type Input, isOn, settings } from './action-call.js';

/** docker/login-action: one sign-in, or one for each entry of `registry-auth` (https://github.com/docker/login-action#usage). */
export function login(call: ActionCall): readonly PlannedStep[] {
  const several = call.inputs.get('registry-auth');
  if (several !== undefined) return registryAuth(call, several);
  return [signIn(call, settings(call, { registry: 'registry', username: 'username', password: 'password', scope: 'scope' }))];
}

interface Credentials {
  readonly registry?: Setting;
  readonly username?: Setting;
  readonly password?: Setting;
  readonly scope?: Setting;
}

function signIn(call: ActionCall, credentials: Credentials): StepOf<'login'> {
  return { kind: 'login', ...call.fields, ...credentials, passwordFrom: passwordFrom(call, credentials) };
}

/**
 * Without a password: Amazon's registries take the AWS credentials of the job; Docker Hub takes a token of the run where a connection is
 * named (https://docs.docker.com/enterprise/security/oidc-connections/); else there is nothing to sign in with.
 */
function passwordFrom(call: ActionCall, { registry, password }: Credentials): StepOf<'login'>['passwordFrom'] {
  if (password !== undefined) return 'input';
  const ecr = call.inputs.get('ecr');
  if (ecr !== undefined && isOn(ecr) === true) return 'helper';
  if (ecr === undefined || isOn(ecr) === undefined) {
    const server = registry === undefined ? '' : (known(registry.value) ?? 'unknown');
    if (server === 'unknown' || /\.dkr[.-]ecr[.-]|^public\.ecr\.aws/.test(server)) return 'helper';
  }
  return call.sets('DOCKERHUB_OIDC_CONNECTIONID') ? 'oidc' : 'prompt';
}

/** `registry-auth: |` holds YAML of its own: a list of maps with `registry`, `username`, `password`, `scope`, `ecr`. */
function registryAuth(call: ActionCall, input: Input): readonly PlannedStep[] {
  const entries: { [name: string]: Setting }[] = [];
  let offset = 0;
  for (const line of input.text.value.split('\n')) {
    const found = /^(\s*(-\s+)?)(registry|username|password|scope|ecr)\s*:\s*(.*?)\s*$/.exec(line);
    if (found !== null) {
      const [, indent = '', dash, name = '', text = ''] = found;
      if (dash !== undefined || entries.length === 0) entries.push({});
      const start = offset + line.indexOf(text, indent.length + name.length + 1);
      const value = unquoted(call, input, start, text);
      const entry = entries.at(-1);
      if (entry !== undefined && text !== '') entry[name] = { value, span: input.text.spanOf(offset + indent.length, start + text.length) };
    }
    offset += line.length + 1;
  }
  return entries.map(({ registry, username, password, scope }) =>
    signIn(call, { ...(registry && { registry }), ...(username && { username }), ...(password && { password }), ...(scope && { scope }) }),
  );
}

function unquoted(call: ActionCall, input: Input, start: number, text: string): Value {
  const quoted = /^(["'])(.*)\1$/.exec(text);
  const [from, length] = quoted === null ? [start, text.length] : [start + 1, text.length - 2];
  return call.lower(input.text.slice(from, from + length));
}

/** aws-actions/amazon-ecr-login: signs in to the account's private registry, or to the public one. */
export function amazonEcrLogin(call: ActionCall): readonly PlannedStep[] {
  const at = call.component.span;
  const isPublic = known(call.inputs.get('registry-type')?.value) === 'public';
  const privateName = [unknownValue(at), literal('.dkr.ecr.', at), unknownValue(at), literal('.amazonaws.com', at)];
  const value = isPublic ? literal('public.ecr.aws', at) : concatenated(privateName, at);
  return [{ kind: 'login', ...call.fields, registry: { value, span: at }, passwordFrom: 'helper' }];
}

/** Actions that sign in with what their inputs say. */
export function inputLogin(registry: string): (call: ActionCall) => readonly PlannedStep[] {
  return call => {
    const credentials = settings(call, { registry, username: 'username', password: 'password' });
    const at = call.component.span;
    const server = credentials.registry ?? { value: unknownValue(at), span: at };
    return [{ kind: 'login', ...call.fields, ...credentials, registry: server, passwordFrom: credentials.password ? 'input' : 'prompt' }];
  };
}
