import { AZURE_REGISTRY_DOMAIN, DIGITALOCEAN_REGISTRY, GOOGLE_REGISTRIES, HEROKU_REGISTRY } from '../knowledge/registries.js';
import { csvFields, flattened } from '../model/csv.js';
import type { Command, Login, PlannedStep, Setting } from '../model/step.js';
import { concatenated, literal, unknownValue, type Value } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { fieldsOf, settingOf } from './fields.js';
import { flagTable, parseFlags } from './flags.js';

/** Flags that stand before the sub-commands of the cloud providers' programs, and that take a value. */
const GCLOUD = flagTable({
  value:
    'account project configuration verbosity format region zone billing-project impersonate-service-account access-token-file flags-file',
  alone: 'quiet/q user-output-enabled log-http help/h include-artifact-registry',
});
const AWS = flagTable({
  value: 'region profile output query endpoint-url color ca-bundle cli-read-timeout cli-connect-timeout registry-ids',
  alone: 'debug no-verify-ssl no-paginate no-sign-request no-cli-pager include-email no-include-email version',
});
const AZ = flagTable({
  value: 'name/n suffix resource-group/g username/u password/p subscription output/o query',
  alone: 'expose-token/t debug verbose only-show-errors help/h',
});
const OTHER = flagTable({
  value: 'context access-token/t api-url config/c http-retry-max output/o expiry-seconds region/r app/a username/u password/p',
  alone: 'read-only never-expire verbose/v trace interactive help/h password-stdin',
});

/**
 * `gcloud auth configure-docker [REGISTRIES]` writes a credential helper for each registry into Docker's configuration; the former
 * `gcloud docker -- ARGS` signs in and calls docker.
 */
export const gcloud: CommandReader = {
  read(command) {
    const { positionals, positions } = parseFlags(command.words.slice(1), { ...GCLOUD, interspersed: true });
    const [first, second, ...rest] = positionals;
    if (is(first, 'auth') && is(second, 'configure-docker')) return configured(command, rest[0]);
    if (!is(first, 'docker')) return undefined;
    const behind = command.words.slice(2 + (positions[0] ?? 0));
    const dashes = behind.findIndex(word => flattened(word) === '--');
    const words = [literal('docker', first?.span ?? command.span), ...behind.slice(dashes + 1)];
    const called: readonly PlannedStep[] = dashes === -1 ? [] : [{ ...command, words }];
    return [...configured(command, undefined), ...called];
  },
};

/** `docker-credential-gcr configure-docker [--registries LIST]` */
export const credentialGcr: CommandReader = {
  read(command) {
    const args = parseFlags(command.words.slice(1), flagTable({ value: 'registries', alone: 'include-artifact-registry overwrite' }));
    return is(args.positionals[0], 'configure-docker') ? configured(command, args.last('registries')?.value) : undefined;
  },
};

function configured(command: Command, list: Value | undefined): readonly Login[] {
  if (list) return (csvFields(list) ?? [list]).map(registry => signIn(command, settingOf(registry)));
  return GOOGLE_REGISTRIES.map(host => signIn(command, { value: literal(host, command.span), span: command.span }));
}

/**
 * `aws ecr get-login` prints a whole `docker login`, which scripts run at once: `$(aws ecr get-login --no-include-email)`. Its successor
 * `get-login-password` prints only what `docker login` reads.
 */
export const aws: CommandReader = {
  read(command) {
    const [service, action] = parseFlags(command.words.slice(1), AWS).positionals;
    if (!is(service, 'ecr') || !is(action, 'get-login')) return undefined;
    return [signIn(command, { value: unknownValue(command.span), span: command.span })];
  },
};

/** `az acr login --name NAME`; with `--expose-token` it only prints a token. */
export const az: CommandReader = {
  read(command) {
    const args = parseFlags(command.words.slice(1), AZ);
    const [service, action] = args.positionals;
    if (!is(service, 'acr') || !is(action, 'login') || args.has('expose-token')) return undefined;
    const name = args.last('name');
    if (name === undefined) return [signIn(command, { value: unknownValue(command.span), span: command.span })];
    const domain = flattened(name.value).includes('.') ? [] : [literal(AZURE_REGISTRY_DOMAIN, name.value.span)];
    return [signIn(command, { value: concatenated([name.value, ...domain], name.value.span), span: name.span })];
  },
};

export const doctl: CommandReader = fixed(['registry', 'login'], DIGITALOCEAN_REGISTRY);
export const heroku: CommandReader = fixed(['container:login'], HEROKU_REGISTRY);
/** Which of IBM's registries it is depends on the account's region. */
export const ibmcloud: CommandReader = fixed(['cr', 'login'], undefined);

function fixed(names: readonly string[], registry: string | undefined): CommandReader {
  return {
    read(command) {
      const { positionals } = parseFlags(command.words.slice(1), OTHER);
      if (!names.every((name, index) => is(positionals[index], name))) return undefined;
      const value = registry === undefined ? unknownValue(command.span) : literal(registry, command.span);
      return [signIn(command, { value, span: command.span })];
    },
  };
}

/**
 * Programs whose own `login` writes Docker's configuration (`crane auth login`, `cosign login`, `nerdctl login`, `oras login`): somebody
 * is signed in, but not by docker's rules for names. `helm registry login`, `podman login`, `skopeo login` keep files of their own.
 */
export const otherLogin: CommandReader = {
  read(command) {
    const { positionals } = parseFlags(command.words.slice(1), OTHER);
    const signsIn = is(positionals[0], 'login') || (is(positionals[0], 'auth') && is(positionals[1], 'login'));
    return signsIn ? [{ kind: 'restore-credentials', ...fieldsOf(command) }] : undefined;
  },
};

function signIn(command: Command, registry: Setting): Login {
  return { kind: 'login', ...fieldsOf(command), registry, passwordFrom: 'helper' };
}

function is(word: Value | undefined, text: string): boolean {
  return word !== undefined && flattened(word) === text;
}
