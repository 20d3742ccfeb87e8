import { heldCredentials } from '../credentials.js';
import { factsOfBuilds } from '../facts.js';
import { inspect } from '../lint.js';
import type { Job } from '../model/pipeline.js';
import { modelText } from '../report/model-text.js';
import { TreeMaker } from '../report/model-tree.js';
import { Redactor } from '../report/redact.js';
import { safeJson } from '../report/visible.js';
import type { Arguments } from './arguments.js';
import { configurationFor } from './configured.js';
import { EXIT } from './exit-code.js';
import { findFiles } from './files.js';
import type { Io } from './io.js';
import { writeReport } from './reports.js';
import { tuneV8 } from './tune-v8.js';

/** Shows the build-step model: what was read, before any rule. */
export async function inspectCommand(args: Arguments, io: Io): Promise<number> {
  const files = await findFiles(args.operands, args.exclude, io.cwd);
  tuneV8(files.paths.length);
  const { pipelines, unread } = await inspect(files.project, {
    paths: files.paths,
    unread: files.unread,
    configuration: await configurationFor(files, args, {}, io.cwd),
  });
  const facts = new Map<Job, ReturnType<typeof factsOfBuilds>>();
  for (const pipeline of pipelines) for (const job of pipeline.jobs) facts.set(job, factsOfBuilds(job, pipeline));
  const redactor = new Redactor(pipelines.flatMap(heldCredentials));
  const tree = new TreeMaker(redactor, (job, step) => facts.get(job)?.get(step)).tree(pipelines, unread);
  for (const output of args.outputs)
    await writeReport(output, io, args.color, () => (output.format === 'json' ? safeJson(tree) : modelText(tree)));
  return EXIT.clean;
}
