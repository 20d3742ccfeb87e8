import type { Command, PlannedStep } from '../model/step.js';
import { known } from '../model/value.js';
import type { CommandContext, CommandReader } from './command-reader.js';
import { LAUNCHERS, missing, programName, readScriptFile, remoteShell, scriptShell, switchUser } from './script.js';
import { taskRunner } from './task-runners.js';
import { wrappers } from './wrappers.js';

/** A reader, or what loads it the first time its program is met. */
type Entry = CommandReader | (() => Promise<CommandReader>);

/** Program → reader. Whatever is not here is a step without meaning. */
const PROGRAMS: ReadonlyMap<string, Entry> = new Map(
  Object.entries<Entry>({
    ...wrappers,
    docker: async () => (await import('./docker.js')).docker,
    'docker-compose': async () => (await import('./docker.js')).dockerCompose,
    'docker-buildx': async () => (await import('./docker.js')).buildx,
    buildx: async () => (await import('./docker.js')).buildx,
    ...lazily(
      ['podman', 'buildah', 'executor', 'nerdctl', 'img', 'buildctl', 'buildctl-daemonless.sh', 'earthly', 'depot', 'pack'],
      async program => (await import('./engines.js')).engineReader(program),
    ),
    ...lazily(['trivy', 'grype', 'syft', 'snyk', 'dive', 'dockle', 'container-structure-test'], async program =>
      (await import('./scanners.js')).scannerReader(program),
    ),
    curl: async () => (await import('./download.js')).curl,
    wget: async () => (await import('./download.js')).wget,
    'buildkite-agent': async () => (await import('./buildkite-agent.js')).buildkiteAgent,
    jq: async () => (await import('./jq.js')).jq,
    chmod: async () => (await import('./files.js')).chmod,
    mkdir: async () => (await import('./files.js')).mkdir,
    mv: async () => (await import('./files.js')).mv,
    cp: async () => (await import('./files.js')).cp,
    ln: async () => (await import('./files.js')).ln,
    install: async () => (await import('./files.js')).install,
    ...lazily(['apt-get', 'apt', 'aptitude', 'apk', 'yum', 'dnf', 'microdnf', 'zypper', 'brew', 'pip', 'pip3', 'pacman'], async program =>
      (await import('./packages.js')).packageManager(program),
    ),
    gcloud: async () => (await import('./registries.js')).gcloud,
    'docker-credential-gcr': async () => (await import('./registries.js')).credentialGcr,
    aws: async () => (await import('./registries.js')).aws,
    az: async () => (await import('./registries.js')).az,
    doctl: async () => (await import('./registries.js')).doctl,
    heroku: async () => (await import('./registries.js')).heroku,
    ibmcloud: async () => (await import('./registries.js')).ibmcloud,
    ...lazily(['crane', 'cosign', 'oras'], async () => (await import('./registries.js')).otherLogin),
    bash: scriptShell,
    sh: scriptShell,
    dash: scriptShell,
    ash: scriptShell,
    ksh: scriptShell,
    zsh: scriptShell,
    su: switchUser,
    runuser: switchUser,
    ssh: remoteShell,
    ...lazily(['make', 'gmake'], async () => (await import('./make/make.js')).make),
    just: taskRunner,
    task: taskRunner,
    npm: async () => (await import('./npm/npm.js')).packageManager('npm'),
    pnpm: async () => (await import('./npm/npm.js')).packageManager('pnpm'),
    ...lazily(['yarn', 'yarnpkg'], async () => (await import('./npm/npm.js')).packageManager('yarn')),
    bun: async () => (await import('./npm/npm.js')).packageManager('bun'),
    ...lazily(['npx', 'pnpx', 'bunx'], async () => (await import('./npm/npm.js')).packageProgram),
    ...lazily(['run-s', 'run-p', 'npm-run-all', 'npm-run-all2'], async () => (await import('./npm/runners.js')).runAll),
    concurrently: async () => (await import('./npm/runners.js')).concurrently,
    ...lazily(['node', 'nodejs', 'tsx', 'ts-node', 'ts-node-esm', 'vite-node', 'esno', 'jiti', 'babel-node', 'zx', 'deno'], async program =>
      (await import('./node/node.js')).nodeReader(program),
    ),
    ...lazily(['python', 'python2', 'python3', 'ruby', 'perl', 'php', 'go'], async () => (await import('./interpreters.js')).interpreter),
    // What platforms write for `script` of actions/github-script; nobody has a program of this name.
    'github-script': async () => (await import('./node/node.js')).githubScript,
    ...lazily(['turbo', 'nx', 'lerna'], async program => (await import('./npm/runners.js')).monorepoRunner(program)),
  }),
);

/** Programs that one module reads, each in its own way. */
function lazily(programs: readonly string[], load: (program: string) => Promise<CommandReader | undefined>): Record<string, Entry> {
  const nothing: CommandReader = { read: () => undefined };
  return Object.fromEntries(programs.map(program => [program, async () => (await load(program)) ?? nothing]));
}

type Steps = readonly PlannedStep[] | undefined;

/** What a command means: steps, or shell text and commands to go on with. `undefined`: it has no meaning here. */
export function readCommand(command: Command, context: CommandContext): Steps | Promise<Steps> {
  const [word] = command.words;
  const text = known(word);
  // A path is a file of the repository before it is a program of that name.
  const script = text === undefined || text.includes('/') ? readScriptFile(command, context) : undefined;
  if (script !== undefined || word === undefined) return script;
  const name = programName(word);
  const entry = name === undefined ? undefined : PROGRAMS.get(name);
  if (entry === undefined) return isScript(text, name) ? [missing(command, context, word)] : undefined;
  return typeof entry === 'function' ? entry().then(reader => reader.read(command, context)) : entry.read(command, context);
}

/** A path that ought to be a file of the repository: `./deploy`, `$DIR/build.sh`; not a program that is installed somewhere. */
function isScript(text: string | undefined, name: string | undefined): boolean {
  if (text === undefined) return name === undefined || /\.(sh|bash)$/.test(name);
  return /^[^/~].*\//.test(text) && !LAUNCHERS.test(text);
}
