import type { PipelineRoom } from '../../model/limits.js';
import type { Job, Pipeline, Unread } from '../../model/pipeline.js';
import type { Project } from '../../project/project.js';
import type { SourceFile } from '../../source/file.js';
import type { PlatformReader } from '../platform.js';
import { readComposite } from './composite.js';
import { documentOf } from './context.js';
import { hasLocalCaller, isWorkflow } from './reach.js';
import { outermost, type Trigger } from './scope.js';
import { pushesOfSomeBranches, readTriggers } from './triggers.js';
import { readWorkflow } from './workflow.js';

export const reader: PlatformReader = { read };

/** Calls of local actions and workflows that one file may make, all matrix jobs together; ten actions that each call ten make no end. */
const MOST_CALLS_IN_ALL = 2_000;

function read(file: SourceFile, root: string, project: Project, room: PipelineRoom): readonly Pipeline[] {
  const notes = new Map<string, Unread>();
  const unread = (note: Unread): void => {
    // A matrix reads the same text for each of its jobs.
    notes.set(`${note.at.file.path}:${note.at.start}:${note.why}`, note);
  };
  let calls = MOST_CALLS_IN_ALL;
  const spendCall = (): boolean => {
    calls -= 1;
    return calls >= 0;
  };
  const reading = { project, root, unread, room, spendCall };
  const map = documentOf(file, unread);
  // Callers are searched in the whole project, which a file that nothing can call need not wait for.
  const isCallable = !isWorkflow(file.path) || file.text.includes('workflow_call');
  const isCalled = isCallable && hasLocalCaller(file.path, project);
  if (isCalled && !isWorkflow(file.path)) return [];
  let jobs: readonly Job[] = [];
  let triggers: readonly Trigger[] = [{ event: 'call', names: [] }];
  if (map !== undefined && isWorkflow(file.path)) {
    const all = readTriggers(map.get('on'));
    // Its local callers read it with what they pass; here only its other triggers are left.
    triggers = isCalled ? all.filter(trigger => trigger.event !== 'call') : all;
    if (triggers.length === 0) return [];
    jobs = readWorkflow({ file, map }, reading, outermost(triggers, unread));
  } else if (map !== undefined) {
    jobs = readComposite(file, map, reading, outermost(triggers, unread));
  }
  if (jobs.length === 0 && notes.size === 0) return [];
  const events = [...new Set(triggers.map(trigger => trigger.event))];
  const limited = pushesOfSomeBranches(map?.get('on')) && { someBranchesOnly: true as const };
  return [{ platform: 'github-actions', file, root, events, ...limited, jobs, unread: [...notes.values()] }];
}
