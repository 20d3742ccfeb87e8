import test from 'ava';
import { filesIn, reportOn } from '../src/changed.js';
import type { Unread } from '../src/model/pipeline.js';
import { SourceFile, span } from '../src/source/file.js';
import { finding, report } from './support/reports.js';

const place = (path: string) => span(new SourceFile(path, 'x'), 0, 1);
const FOUND = finding(place('ci/build.sh'), {
  pipelineFile: '.gitlab-ci.yml',
  via: [{ at: place('ci/all.sh'), callee: 'ci/build.sh' }],
  related: [{ at: place('setup.yml'), message: 'selected here' }],
});
const OTHER = finding(place('other.yml'));
const NOTE: Unread = { at: place('unread.sh'), why: 'this is dynamic', kind: 'dynamic' };
const REPORT = report([FOUND, OTHER], {
  silenced: [{ finding: OTHER, by: 'baseline' }],
  unread: [NOTE],
  summary: { suppressed: 1, baselined: 1 },
});

test('all files that a report speaks of are named once', t => {
  t.deepEqual(filesIn(REPORT), ['.gitlab-ci.yml', 'ci/all.sh', 'ci/build.sh', 'other.yml', 'setup.yml', 'unread.sh']);
});

for (const path of ['ci/build.sh', '.gitlab-ci.yml', 'ci/all.sh', 'setup.yml']) {
  test(`a change of ${path} concerns what it leads to`, t => {
    const { findings, silenced, unread, summary } = reportOn(REPORT, new Set([path]));
    t.deepEqual([findings, silenced, unread], [[FOUND], [], []]);
    t.deepEqual([summary.suppressed, summary.baselined], [0, 0]);
  });
}

test('what is silenced or unread is kept where its file is among them', t => {
  const { findings, silenced, unread, summary } = reportOn(REPORT, new Set(['other.yml', 'unread.sh']));
  t.deepEqual([findings, silenced.length, unread, summary.suppressed], [[OTHER], 1, [NOTE], 1]);
});
