import { ARCHITECTURE_NAMES, ASKED_ARCHITECTURES, releaseAt, SYSTEM_PLUGIN_FOLDERS, USER_PLUGIN_FOLDER } from '../knowledge/plugins.js';
import { flattened, slice } from '../model/csv.js';
import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import { literalText } from '../model/literal-text.js';
import { oncePer } from '../model/once.js';
import type { Reference } from '../model/reference.js';
import { known, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { fileBefore, filesOf, mayChangeMode } from './files.js';
import { configFolder, pathOf, sameFolder } from './folders.js';
import { stepsOf } from './steps.js';

/** A plugin of the Docker CLI that a job fetches by hand: from where, picked how, and where the file comes to stand. */
export interface FetchedPlugin {
  readonly plugin: 'buildx' | 'compose';
  readonly download: PlayedOf<'download'>;
  /** as far as known: `~/.docker/cli-plugins/docker-buildx` */
  readonly path: string;
  /** where that path is written */
  readonly at: Span;
  /** whose plugins lie there: `cli-plugins` in Docker's configuration folder, or a folder for all users; absent: none that the CLI searches */
  readonly folder?: 'user' | 'system';
  /** whether the job makes it executable; `undefined`: it may, where nobody can see it */
  readonly executable: boolean | undefined;
  /** how its URL was found, where a list of releases was asked for it */
  readonly lookup?: Lookup;
  /** it comes from the plugin's own releases, and not from a mirror or a folder nobody knows */
  readonly official: boolean;
  /** the builds for Docker Desktop, which had the cloud driver before Buildx itself did */
  readonly desktop: boolean;
  /** `0.12.1`, where the URL says so */
  readonly version?: string;
  /** the stretch of the URL or filter that names the architecture: what stands behind `linux-` */
  readonly architecture?: Value;
}

/** A URL that `jq` picked from JSON. */
export interface Lookup {
  readonly filter: PlayedOf<'filter-json'>;
  /** where the JSON came from */
  readonly list?: PlayedOf<'download'>;
}

/** What people call it, also where it is the program of its own that Compose once was. */
export function pluginName({ plugin }: FetchedPlugin): string {
  return plugin === 'buildx' ? 'Buildx' : 'Compose';
}

/** The plugins that a job fetches by hand, in order. */
export const fetchedPlugins = oncePer((run: JobRun): readonly FetchedPlugin[] => {
  return stepsOf(run, 'download').flatMap(download => pluginOf(run, download) ?? []);
});

function pluginOf(run: JobRun, download: PlayedOf<'download'>): FetchedPlugin | undefined {
  const places = filesOf(run, download);
  const path = places.at(-1)?.path;
  if (path === undefined) return undefined;
  const lookup = lookupOf(download);
  const release = releaseAt(textOf(download.url)) ?? releaseAt(textOf(lookup?.list?.url));
  const [, plugin] = /\/docker-(buildx|compose)$/.exec(path) ?? [];
  if (plugin !== 'buildx' && plugin !== 'compose') return undefined;
  if (release !== undefined && release.plugin !== plugin) return undefined;
  const folder = folderOf(path, download);
  if (folder === undefined && release === undefined) return undefined;
  const version = /\/releases\/download\/v?(\d+\.\d+\.\d+[^/$]*)\//.exec(textOf(download.url))?.[1];
  const architecture = architectureIn(lookup?.filter.filter ?? download.url);
  return {
    plugin,
    download,
    path,
    at: placeOf(places.findLast(place => place.by.kind !== 'change-mode')?.by ?? download),
    executable: isExecutable(run, path, download),
    official: release !== undefined,
    desktop: release?.desktop ?? false,
    ...(folder && { folder }),
    ...(lookup && { lookup }),
    ...(version !== undefined && { version }),
    ...(architecture && { architecture }),
  };
}

/** The text of a value with `$` for what is not written. */
function textOf(value: Value | undefined): string {
  return value === undefined ? '' : literalText(value).value;
}

function placeOf(step: Played): Span {
  return (step.kind === 'download' || step.kind === 'move-file' ? step.to?.span : undefined) ?? step.span;
}

function isExecutable(run: JobRun, path: string, download: Played): boolean | undefined {
  const end = run.steps.at(-1);
  const file = end && fileBefore({ ...end, index: end.index + 1 }, path);
  if (file?.executable) return true;
  return mayChangeMode(run, path, download) ? undefined : false;
}

function folderOf(path: string, step: Played): FetchedPlugin['folder'] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  if (SYSTEM_PLUGIN_FOLDERS.includes(folder)) return 'system';
  const config = configFolder(step);
  const users = [config, '~/.docker', '/root/.docker'].flatMap(one => (one === undefined ? [] : [`${one}/${USER_PLUGIN_FOLDER}`]));
  return users.includes(folder) ? 'user' : undefined;
}

/** A path that a step makes executable though nothing was put there, where a plugin of that name or in that folder was fetched. */
export interface StrayMode {
  readonly step: PlayedOf<'change-mode'>;
  readonly value: Value;
  readonly path: string;
}

/** What is made executable in place of a fetched plugin. */
export function strayModes(run: JobRun, { plugin, path, download }: FetchedPlugin): readonly StrayMode[] {
  return stepsOf(run, 'change-mode').flatMap(step => {
    if (step.executable !== true || step.index < download.index) return [];
    return step.paths.flatMap(value => {
      const other = pathOf(value, step);
      return other !== undefined && isMeant(other, path, plugin) && fileBefore(step, other) === undefined
        ? [{ step, value, path: other }]
        : [];
    });
  });
}

function isMeant(other: string, path: string, plugin: string): boolean {
  const [folder, name] = split(other);
  const [rightFolder, rightName] = split(path);
  const same = sameFolder(folder, rightFolder);
  return name === rightName ? same === false : same === true && name.includes(plugin);
}

function split(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, slash), path.slice(slash + 1)];
}

/** Programs that compare a file with a checksum or signature. */
const VERIFIERS = /^(?:sha(?:1|224|256|384|512)?sum|shasum|b2sum|md5sum|cosign|gpgv?|minisign|openssl|slsa-verifier|cmp)$/;

/** Whether the job checks what it fetched against a checksum or signature, after it fetched it. */
export function isVerified(run: JobRun, { download }: FetchedPlugin): boolean {
  return run.steps.some(step => {
    const [program, first] = step.words?.map(known) ?? [];
    if (step.index <= download.index || program === undefined) return false;
    return VERIFIERS.test(program.slice(program.lastIndexOf('/') + 1)) || (program === 'gh' && first === 'attestation');
  });
}

/** How a download's URL was found; `undefined` where no filter of this job gave it. */
export function lookupOf(download: PlayedOf<'download'>): Lookup | undefined {
  for (const part of download.url?.parts ?? []) {
    if (part.kind !== 'reference') continue;
    const filter = printerOf(part.to, download);
    if (filter?.kind !== 'filter-json') continue;
    const list = listOf(filter);
    return { filter, ...(list && { list }) };
  }
  return undefined;
}

function listOf(filter: PlayedOf<'filter-json'>): PlayedOf<'download'> | undefined {
  const [only, ...others] = filter.input?.parts ?? [];
  if (only?.kind === 'reference' && others.length === 0) {
    const printer = printerOf(only.to, filter);
    return printer?.kind === 'download' ? printer : undefined;
  }
  const path = known(filter.file);
  return path === undefined ? undefined : fileBefore(filter, path.startsWith('/') ? path : `./${path}`)?.download;
}

/** The step before another whose printed text a reference stands for. */
function printerOf(to: Reference, before: Played): Played | undefined {
  if (to.scope !== 'output') return undefined;
  return before.before.run.steps.findLast(step => step.index < before.index && step.prints?.name === to.name);
}

/** `amd64` of `…/buildx-v0.37.0.linux-amd64`, and of `… | select(endswith("linux-amd64"))`. */
function architectureIn(value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const match = /\blinux-([^"'\\)/\s]+)(?=["'\\)\s]|$)/i.exec(flattened(value));
  return match?.[1] === undefined ? undefined : slice(value, match.index + 'linux-'.length, match.index + match[0].length);
}

/** The names an architecture may have here: the one written, or those that the machine is asked for; `undefined` where it cannot be told. */
export function architectureNames(architecture: Value, step: Played): readonly string[] | undefined {
  const text = known(architecture);
  if (text !== undefined) return ARCHITECTURE_NAMES.has(text) ? [text] : undefined;
  const [only, ...others] = architecture.parts;
  if (only?.kind !== 'reference' || others.length > 0) return undefined;
  const { commands, variables } = ASKED_ARCHITECTURES;
  if (only.to.scope === 'env') return variables.get(only.to.name);
  const words = printerOf(only.to, step)?.words?.map(known).join(' ');
  return words === undefined ? undefined : commands.get(words);
}
