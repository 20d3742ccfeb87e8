import { defineRule, type Fix, fetchedPlugins, fix, type JobRun, type Span, stepsOf } from '../src/rule.js';

export default defineRule({
  id: 'plugin-not-executable',
  summary: 'Make a downloaded CLI plugin executable',
  severity: 'error',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  fixable: true,
  after: ['plugin-path-mismatch'],
  about: ['download'],
  *check(run) {
    for (const { plugin, download, path, at, folder, executable: isExecutable } of fetchedPlugins(run)) {
      // A file for all users may have been there before, and a download over it keeps its mode.
      if (isExecutable !== false || folder !== 'user') continue;
      yield {
        on: download,
        at,
        message: `\`docker ${plugin}\` cannot start: nothing makes the downloaded plugin executable. Add \`chmod a+x ${path}\`.`,
        fix: () => executable(run, at, path),
      };
    }
  },
});

/** Behind the step that puts the plugin in its place, unless modes are set after it that say something else. */
function executable(run: JobRun, at: Span, path: string): Fix | undefined {
  const step = run.steps.find(({ span }) => span.file === at.file && span.start <= at.start && at.end <= span.end);
  // What may fail leaves nothing behind that could be made executable.
  if (step === undefined || step.tolerated || stepsOf(run, 'change-mode').some(mode => mode.index > step.index)) return undefined;
  return fix('safe', 'Make it executable', step.rewrite?.({ change: 'insert', where: 'behind', commands: [`chmod a+x ${path}`] }));
}
