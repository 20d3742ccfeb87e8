import { defineRule, type Fix, fix, isCloud, type JobRun, outputOf, type Played, type Span } from '../src/rule.js';

export default defineRule({
  id: 'missing-pipefail',
  summary: 'Stop where a build before a pipe fails',
  severity: 'warning',
  category: 'reliability',
  fixable: true,
  practice: 'https://docs.docker.com/build/building/best-practices/#using-pipes',
  about: ['create-builder', 'build', 'push-image'],
  *check(run) {
    for (const step of run.steps) {
      const at = hidden(step, run);
      const before = step.hidesFailure;
      if (at === undefined || before === undefined || step.tolerated || /PIPESTATUS/.test(before.file.text)) continue;
      const isCalled = before.file !== at.file || at.start < before.start || at.end > before.end;
      yield {
        on: step,
        at: isCalled ? before : at,
        message:
          'A pipe ends as its last command does, so where this fails the job goes on as if it had not. Put `set -o pipefail` before it, which bash has and a plain `sh` may not.',
        related: isCalled ? [{ at, message: 'this may fail unheard' }] : [],
        subject: step.kind,
        fix: () => (isCalled ? undefined : withPipefail(step)),
      };
    }
  },
});

/** What is certainly meant to end well, where its failure does not count. */
function hidden(step: Played, run: JobRun): Span | undefined {
  if (step.kind === 'create-builder') return isCloud(step) === true ? step.span : undefined;
  if (step.kind === 'push-image') return run.connects ? step.span : undefined;
  if (step.kind !== 'build' || isCloud(step) !== true || step.inspectsOnly) return undefined;
  // What is handed on is the image itself, and whoever reads it finds it broken.
  return outputOf(step).files === false ? step.programSpan : undefined;
}

function withPipefail({ rewrite }: Played): Fix | undefined {
  return fix('suggested', 'Let the pipe fail where this does', rewrite?.({ change: 'with-option', option: '-o pipefail' }));
}
