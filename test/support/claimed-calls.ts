import { type Claims, claimsOf } from '../../src/dev/claims.js';
import { PipelineRoom } from '../../src/model/limits.js';
import { reader } from '../../src/platforms/shell-script/read.js';
import type { Project } from '../../src/project/project.js';

/** What the model claims to be certain of a script that is read on its own. */
export async function claimedCalls(project: Project, path: string): Promise<Claims> {
  const file = project.read(path);
  const [pipeline] = file === undefined ? [] : reader.read(file, '', project, new PipelineRoom());
  if (pipeline === undefined) throw new Error(`no script of interest: ${path}`);
  return claimsOf(pipeline, project);
}
