import { entriesOf, type YamlMap, type YamlScalar } from '../../formats/yaml.js';
import { MOST_CALLS } from '../../knowledge/github-actions.js';
import { ALWAYS } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import type { Job } from '../../model/pipeline.js';
import type { SourceFile } from '../../source/file.js';
import type { Cases } from './cases.js';
import { documentOf, type Reading } from './context.js';
import { openInputs, passedInputs, passedSecrets } from './inputs.js';
import { cellsOf, describe, type JobContext, type JobEntry, jobEntries, permitIn, readDefaults, readJob, readPermissions } from './job.js';
import type { Scope } from './scope.js';
import { isTrue } from './steps.js';
import { componentOf } from './uses.js';
import { readVariables } from './variables.js';

/** A workflow file as far as it holds for all its jobs. */
export interface Workflow {
  readonly file: SourceFile;
  readonly map: YamlMap;
}

/** The jobs of a workflow that its own triggers start. */
export function readWorkflow(workflow: Workflow, reading: Reading, outer: Scope): readonly Job[] {
  const scope: Scope = { ...outer, inputs: openInputs(workflow.map.get('on'), outer) };
  return jobsOf(workflow, scope, {
    reading,
    path: [],
    namePrefix: '',
    runs: ALWAYS,
    tolerated: false,
    via: [],
    files: [workflow.file.path],
  });
}

type Around = Omit<JobContext, 'scope' | 'variables' | 'defaults' | 'permit'>;

function jobsOf({ map }: Workflow, outer: Scope, around: Around): readonly Job[] {
  const variables = readVariables(map.get('env'), outer);
  const permissions = readPermissions(map.get('permissions')) ?? around.permissions;
  const jobs = map.get('jobs');
  // What a called workflow may do its caller has to allow as well.
  const permit = around.path.length === 0 ? permitIn(map, entriesOf(jobs).length > 1) : undefined;
  const context: JobContext = {
    ...around,
    scope: variables.scope,
    variables: variables.entries,
    defaults: readDefaults(map, variables.scope, {}),
    ...(permissions && { permissions }),
    ...(permit && { permit }),
  };
  if (jobs !== undefined && jobs.kind !== 'map' && !(jobs.kind === 'scalar' && jobs.value === null)) {
    around.reading.unread({ at: jobs.span, why: 'jobs are not a map', kind: 'syntax' });
  }
  return jobEntries(jobs, context).flatMap(job => {
    return cellsOf(job, context).flatMap(cell => {
      around.reading.room.takeJob(job.entry.key.span);
      const uses = job.map.get('uses');
      return uses?.kind === 'scalar' ? callWorkflow(uses, job, cell, context) : [readJob(job, cell, context)];
    });
  });
}

/** `jobs.x.uses: ./.github/workflows/y.yml`: the jobs of the called workflow in place of the calling one. */
function callWorkflow(uses: YamlScalar, job: JobEntry, cell: { scope: Scope; combination?: string }, context: JobContext): readonly Job[] {
  const { reading } = context;
  const callee = uses.decoded.trim();
  const unread = (why: string, kind: 'remote' | 'missing' | 'limit' | 'syntax'): readonly Job[] => {
    reading.unread({ at: uses.span, why, kind });
    return [unreadJob(uses, job, cell.combination, context)];
  };
  if (!/^\.\//.test(callee)) {
    if (callee.includes('${{')) return unread('uses takes no expression', 'syntax');
    return unread(`${callee} lies in another repository`, 'remote');
  }
  const path = `${reading.root === '' ? '' : `${reading.root}/`}${callee.slice(2)}`;
  const file = reading.project.read(path);
  const map = file === undefined ? undefined : documentOf(file, reading.unread);
  if (file === undefined || map === undefined) return unread(`there is no workflow ${callee} in the repository`, 'missing');
  if (context.files.includes(path)) return unread(`${callee} calls itself`, 'limit');
  if (context.files.length > MOST_CALLS) return unread(`calls deeper than ${MOST_CALLS} are not followed`, 'limit');
  if (!reading.spendCall()) return unread('there are too many calls in all to follow this one', 'limit');
  const permissions = readPermissions(job.map.get('permissions')) ?? context.permissions;
  const described = describe(job, cell.combination, context);
  return jobsOf({ file, map }, calledScope(job, map, cell.scope), {
    reading,
    path: described.path,
    namePrefix: `${described.name} / `,
    ...(described.combination !== undefined && { combination: described.combination }),
    ...(permissions && { permissions }),
    runs: described.runs,
    tolerated: context.tolerated || isTrue(job.map.get('continue-on-error'), cell.scope),
    via: [...context.via, { at: uses.span, callee }],
    files: [...context.files, path],
  });
}

/** A called workflow sees what is passed to it and what started its caller, and no variable of its caller. */
function calledScope(job: JobEntry, callee: YamlMap, caller: Scope): Scope {
  const { secrets: _, ...rest } = caller;
  const secrets = passedSecrets(job.map, caller);
  return {
    ...rest,
    env: new Map<string, Cases>(),
    inputs: passedInputs(job.map, callee, caller),
    inputsComplete: true,
    ...(secrets && { secrets }),
    matrix: new Map(),
    prefix: `${caller.prefix}${job.id}/`,
  };
}

/** A job whose steps lie where we cannot read them. */
function unreadJob(uses: YamlScalar, job: JobEntry, combination: string | undefined, context: JobContext): Job {
  const component = componentOf(uses);
  return {
    ...describe(job, combination, context),
    machine: { entry: 'unknown' },
    env: Env.empty,
    steps: [
      {
        kind: 'opaque',
        what: uses.decoded.trim(),
        span: job.map.span,
        runs: ALWAYS,
        env: Env.empty,
        workingDirectory: undefined,
        via: context.via,
        tolerated: false,
        ...(component && { component }),
      },
    ],
    services: [],
    otherValues: [],
  };
}
