import type { PlayedOf } from '../model/job-run.js';
import { sameSpan } from '../source/file.js';

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
