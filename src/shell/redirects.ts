import { isKept, known, literal, type Part, unknownValue, type Value } from '../model/value.js';
import { carriedBy, environmentFile } from './environment-files.js';
import { type Place, type Session, stepFields } from './session.js';
import type { ShellState, Status } from './state.js';
import type { Redirect } from './syntax.js';
import { withoutFinalNewlines } from './values.js';
import { type Expander, plainExpander } from './words.js';

interface Streams {
  readonly stdin: Value | undefined;
  /** `same`: where the output of what is around goes; `lost`: nobody reads it */
  readonly stdout: Value | 'same' | 'lost';
}

/** Runs something with its input and output redirected, and gives what it wrote to files a meaning. */
export function redirected(session: Session, state: ShellState, place: Place, redirects: readonly Redirect[], run: () => Status): Status {
  if (redirects.length === 0) return run();
  return redirectedTo(session, state, place, streamsOf(redirects, plainExpander(session, state, place), state), run);
}

export function redirectedTo(session: Session, state: ShellState, place: Place, { stdin, stdout }: Streams, run: () => Status): Status {
  const before = { stdin: state.stdin, stdout: state.stdout, printed: state.printed };
  state.stdin = stdin;
  if (stdout === 'lost') {
    state.stdout = undefined;
    state.printed = undefined;
  } else if (stdout !== 'same') {
    state.stdout = stdout;
    state.printed = environmentFile(stdout) === undefined ? undefined : literal('', stdout.span);
  }
  const status = run();
  if (typeof stdout !== 'string') wroteTo(session, state, place, stdout, state.printed);
  state.stdin = before.stdin;
  state.stdout = before.stdout;
  if (stdout !== 'same') state.printed = before.printed;
  return status;
}

export function streamsOf(redirects: readonly Redirect[], expander: Expander, state: ShellState): Streams {
  let { stdin } = state;
  let stdout: Streams['stdout'] = 'same';
  for (const redirect of redirects) {
    if (redirect.kind === 'text') stdin = withoutFinalNewlines(expander.value(redirect.body));
    else if (redirect.target !== undefined) {
      const { operator, descriptor } = redirect;
      const target = expander.value(redirect.target);
      if (operator === '<' && (descriptor ?? 0) === 0) stdin = { parts: [{ kind: 'unknown', span: redirect.span }], span: redirect.span };
      else if (operator.includes('>') && operator !== '<>' && (descriptor ?? 1) === 1) stdout = targetOf(operator, target, stdout);
    }
  }
  return { stdin, stdout };
}

function targetOf(operator: string, target: Value, before: Streams['stdout']): Streams['stdout'] {
  const name = known(target);
  if (operator === '>&' && name !== undefined && /^(\d+|-)$/.test(name)) return name === '1' ? before : 'lost';
  if (name === '/dev/null' || name === '/dev/stderr' || name === '/dev/tty') return 'lost';
  return name === '/dev/stdout' ? before : target;
}

/** What writing a file means to what comes after: variables for later steps, credentials in place. */
export function wroteTo(session: Session, state: ShellState, place: Place, target: Value, text: Value | undefined): void {
  const file = environmentFile(target);
  if (file !== undefined && text !== undefined) {
    const { runs } = stepFields(session, state, place, target.span);
    for (const { to, name, value } of carriedBy(file, text))
      session.items.push({ kind: 'carried', to, name, value: isKept(value) ? value : unknownValue(value.span), runs });
  }
  if (!holdsCredentials(target, state)) return;
  session.items.push({ kind: 'restore-credentials', ...stepFields(session, state, place, target.span) });
}

/**
 * Whether a path is the file Docker keeps sign-ins in: `~/.docker/config.json`, `$DOCKER_CONFIG/config.json`.
 * https://docs.docker.com/reference/cli/docker/#configuration-files
 */
function holdsCredentials(path: Value, state: ShellState): boolean {
  const text = path.parts.map(part => (part.kind === 'literal' ? part.text : folderName(part))).join('');
  if (/(^|[/~}])\.docker\/config\.json$/.test(text) || text === '{DOCKER_CONFIG}/config.json') return true;
  const folder = known(state.env.get('DOCKER_CONFIG'));
  return folder !== undefined && text === `${folder.replace(/\/$/, '')}/config.json`;
}

function folderName(part: Part): string {
  return part.kind === 'reference' && part.to.scope === 'env' ? `{${part.to.name}}` : '{}';
}
