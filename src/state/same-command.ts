import type { JobRun, PlayedOf } from '../model/job-run.js';
import { sameSpan } from '../source/file.js';
import { stepsOf } from './steps.js';

type Build = PlayedOf<'build'>;

/** The builds in groups, one for each command that makes them: Bake and Compose build several targets at once. */
export function byCommand(builds: readonly Build[]): readonly (readonly [Build, ...Build[]])[] {
  const groups: [Build, ...Build[]][] = [];
  for (const build of builds) {
    const group = groups.find(([first]) => sameSpan(first.programSpan, build.programSpan));
    if (group === undefined) groups.push([build]);
    else group.push(build);
  }
  return groups;
}

/** The builds that one run of the command makes: what changes its words changes all of them. */
export function madeTogether(run: JobRun, build: Build): readonly Build[] {
  const builds = stepsOf(run, 'build').filter(other => sameSpan(other.programSpan, build.programSpan));
  const at = builds.indexOf(build);
  // A command in a loop, or in a script that is called again, runs more than once.
  const isNext = (index: number) => (builds[index]?.index ?? 0) === (builds[index - 1]?.index ?? 0) + 1;
  let [from, to] = [at, at + 1];
  while (from > 0 && isNext(from)) from--;
  while (to < builds.length && isNext(to)) to++;
  return builds.slice(from, to);
}
