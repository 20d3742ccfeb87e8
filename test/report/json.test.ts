import test from 'ava';
import { formatJson, type JsonReport } from '../../src/report/json.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

const WORKFLOW = new SourceFile('.github/workflows/ci.yml', 'on: push\r\nrun: ./build.sh\r\n');
const SCRIPT = new SourceFile('build.sh', 'echo 👍 docker\\\n build');

const FOUND = finding(at(SCRIPT, 'docker\\\n build'), {
  message: 'A message.',
  related: [{ at: at(WORKFLOW, 'push'), message: 'started here' }],
  via: [{ at: at(WORKFLOW, './build.sh'), callee: 'build.sh' }],
  pipelineFile: WORKFLOW.path,
  job: 'image',
  fix: { title: 'Add x', safe: false, edits: [{ span: at(SCRIPT, 'echo'), text: 'x' }] },
});

test('the report is plain data of a documented shape', t => {
  const unread = [{ at: at(WORKFLOW, 'on'), why: 'it is dynamic', kind: 'dynamic' as const }];
  const expected: JsonReport = {
    version: 1,
    tool: { name: 'dbc-lint', version: '1.2.3' },
    summary: {
      files: 1,
      filesPassedOver: 0,
      jobs: 1,
      builds: 1,
      buildsOnCloud: 1,
      buildsElsewhere: 0,
      buildsUnknown: 0,
      builders: { cloud: 1 },
      suppressed: 3,
      baselined: 0,
      checksAdoption: false,
      unread: 1,
      findings: { error: 1, warning: 0, note: 0 },
    },
    findings: [
      {
        rule: 'login-missing',
        severity: 'error',
        message: 'A message.',
        place: { path: 'build.sh', line: 1, column: 9, endLine: 2, endColumn: 7 },
        related: [{ message: 'started here', place: { path: WORKFLOW.path, line: 1, column: 5, endLine: 1, endColumn: 9 } }],
        calls: [{ callee: 'build.sh', place: { path: WORKFLOW.path, line: 2, column: 6, endLine: 2, endColumn: 16 } }],
        platform: 'github-actions',
        pipeline: WORKFLOW.path,
        job: 'image',
        identity: FOUND.identity,
        fix: {
          title: 'Add x',
          safe: false,
          edits: [{ place: { path: 'build.sh', line: 1, column: 1, endLine: 1, endColumn: 5 }, text: 'x' }],
        },
      },
    ],
    unread: [{ kind: 'dynamic', why: 'it is dynamic', place: { path: WORKFLOW.path, line: 1, column: 1, endLine: 1, endColumn: 3 } }],
  };
  t.deepEqual(JSON.parse(formatJson(report([FOUND], { unread, summary: { suppressed: 3 } }), OPTIONS)), expected);
});

test('what is absent is null, and a report of nothing is one too', t => {
  const [first] = (JSON.parse(formatJson(report([finding(at(SCRIPT, 'echo'))]), OPTIONS)) as JsonReport).findings;
  t.is(first?.job, null);
  t.is(first?.fix, null);
  t.deepEqual((JSON.parse(formatJson(report([]), OPTIONS)) as JsonReport).findings, []);
});

test('printed to a terminal it does nothing there, and its data are whole', t => {
  const message = 'A \u001b[31m\u202e message \u{e0041}\u2028 日本 👩‍👩‍👧';
  const text = formatJson(report([finding(at(SCRIPT, 'echo'), { message })]), OPTIONS);
  t.notRegex(text, /(?![\u200d])[\p{Cf}\p{Cs}\u2028]|[^\P{Cc}\n]/u);
  t.true(text.includes('日本'));
  t.is((JSON.parse(text) as JsonReport).findings[0]?.message, message);
});
