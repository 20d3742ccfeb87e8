import type { Change, Rewrite } from '../model/rewrite.js';
import type { Build, Setting } from '../model/step.js';
import type { Value } from '../model/value.js';
import type { CommandContext } from './command-reader.js';
import { composeFiles } from './compose-files.js';
import { bakeFiles } from './definition-files.js';
import { type Maybe, whenThere } from './maybe.js';

/** What a bake or Compose command asks for: which files, and which of the targets in them. */
export interface DefinitionRequest {
  readonly kind: 'bake' | 'compose';
  /** `-f`, in order; empty: the program looks for files with its own names */
  readonly files: readonly Setting[];
  /** targets, groups or services; empty: the default ones */
  readonly targets: readonly Value[];
  /** `--project-directory`; the working directory otherwise */
  readonly directory?: Setting;
  /** `--project-name` */
  readonly projectName?: Setting;
  /** `--profile` */
  readonly profiles: readonly Setting[];
  /** `--set target.key=value` */
  readonly overrides: readonly Setting[];
  /** Bake: `--var name=value`; Compose: `--env-file` */
  readonly variables: readonly Setting[];
  /** services that those asked for depend on are meant too */
  readonly withDependencies: boolean;
  /** what is built is run on this machine, so it is never for several platforms */
  readonly toRun: boolean;
  /** words that were not read may name other files and services */
  readonly isHidden: boolean;
  /** the step that asks: its variables, its working directory, its place */
  readonly build: Build;
}

/** What a file says of one target or service: the fields of its build that the file or the command's flags set. */
export interface Definition {
  readonly target: string;
  /** as a person names it: `docker-bake.hcl target app` */
  readonly callee: string;
  readonly fields: Partial<
    Pick<
      Build,
      | 'tags'
      | 'platforms'
      | 'outputs'
      | 'push'
      | 'load'
      | 'cacheFrom'
      | 'cacheTo'
      | 'buildArguments'
      | 'secrets'
      | 'attestations'
      | 'provenance'
      | 'noCache'
      | 'addHosts'
      | 'network'
      | 'context'
      | 'dockerfile'
      | 'stage'
      | 'inspectsOnly'
    >
  >;
  /** everything that decides what becomes of the build was read */
  readonly complete: boolean;
  /** changes how the files say it; absent where no reader knows how */
  readonly rewrite?: Rewrite;
}

/** The images of one Compose service. */
export interface ServiceImages {
  readonly service: string;
  /** what its container is made of */
  readonly image: Setting;
  /** the file names the image, so it may lie in a registry */
  readonly isNamed: boolean;
  /** what `docker compose push` pushes */
  readonly pushed: readonly Setting[];
}

/** Reads the files; `undefined` where what they say cannot be told, which it has noted. */
export type ReadDefinitions = (request: DefinitionRequest, context: CommandContext) => Maybe<readonly Definition[] | undefined>;

export type ReadImages = (request: DefinitionRequest, context: CommandContext) => Maybe<readonly ServiceImages[] | undefined>;

/** Looks which files there are; what reads them is loaded only where there are any. */
export const readDefinitions: ReadDefinitions = (request, context) => {
  if (request.isHidden) {
    const what = request.kind === 'bake' ? 'targets of which Bake' : 'services of which Compose';
    context.unread({ at: request.build.span, kind: 'dynamic', why: `${what} files are built only a run would tell` });
    return undefined;
  }
  if (request.kind === 'bake') {
    const found = bakeFiles(request, context);
    if ('files' in found) return import('./definitions/bake.js').then(bake => bake.bakeDefinitions(request, context, found));
    context.unread(found);
    return undefined;
  }
  const found = composeFiles(request, context);
  if ('files' in found) return import('./definitions/compose.js').then(compose => compose.composeDefinitions(request, context, found));
  context.unread(found);
  return undefined;
};

/** The images of a Compose command that builds nothing: a file that is not there is no loss to it worth a note. */
export const readImages: ReadImages = (request, context) => {
  const found = request.isHidden ? undefined : composeFiles(request, context);
  if (found === undefined || !('files' in found)) return undefined;
  return import('./definitions/compose.js').then(compose => compose.composeImages(request, context, found));
};

/** One build for each definition, with what the command itself says kept; where the files are not read, the one build as it is. */
export function buildsOf(request: DefinitionRequest, context: CommandContext, read: ReadDefinitions): Maybe<readonly Build[]> {
  const { build } = request;
  return whenThere(read(request, context), definitions => {
    if (definitions === undefined) return [build];
    return definitions.map(({ target, callee, fields, complete, rewrite }) => ({
      ...build,
      ...fields,
      via: [...build.via, { at: build.programSpan, callee }],
      target,
      opaque: !complete,
      rewrite: changedInEach(rewrite, build),
    }));
  });
}

/** Options that the commands have no flag for: what a file says is changed there. */
const OF_DEFINITIONS: ReadonlySet<string> = new Set(['output', 'platform', 'cache-from', 'cache-to']);

/** Changes of what the files say, and of what the command itself does. */
function changedInEach(definition: Rewrite | undefined, { programSpan, rewrite }: Build): Rewrite {
  const isDefined = (change: Change) =>
    change.change === 'add'
      ? OF_DEFINITIONS.has(change.option)
      : (change.change === 'remove' || change.change === 'replace') && change.setting.span.file !== programSpan.file;
  return (...changes) => {
    const [inFiles, others] = [changes.filter(isDefined), changes.filter(change => !isDefined(change))];
    const edits = [inFiles.length > 0 ? definition?.(...inFiles) : [], others.length > 0 ? rewrite?.(...others) : []];
    return edits.some(some => some === undefined) ? undefined : edits.flatMap(some => some ?? []);
  };
}
