import type { PipelineRoom } from '../model/limits.js';
import type { Pipeline, PlatformId } from '../model/pipeline.js';
import type { Project } from '../project/project.js';
import type { SourceFile } from '../source/file.js';

/** A CI system. Its `index.ts` holds this object's light half; what reads files is loaded once a file was claimed. */
export interface Platform {
  readonly id: PlatformId;
  readonly name: string;
  /** the vendor's reference of the file format */
  readonly docs: string;
  /**
   * The documented place of a file: the folder that is the root of its project (`''` for the base folder), or `undefined` where the
   * path is none of this platform's. `X/.github/workflows/a.yml` gives `X`.
   */
  rootOf(path: string): string | undefined;
  /** the paths of which `claims` is asked; any other file need not be opened */
  readonly freeNames?: RegExp;
  /** where names are free: whether the head of the text (its first 4,096 characters) shows that the file is this platform's */
  claims?(path: string, head: string): boolean;
  /** its files are read on their own only where no pipeline of another platform reached them: scripts, Compose files */
  readonly onlyUnreached?: boolean;
  /** the name alone says that such a file has to do with images, whatever words it holds */
  readonly mattersByName?: boolean;
  /** loads the reader; called once a file was claimed */
  load(): Promise<PlatformReader>;
}

export interface PlatformReader {
  /**
   * What it cannot read it lists in the pipeline's `unread`. A file may hold no pipeline at all: an empty list.
   * @param room what the pipelines of the file may hold together
   * @throws TooLarge where that is not enough, and nothing else
   */
  read(file: SourceFile, root: string, project: Project, room: PipelineRoom): readonly Pipeline[];
}
