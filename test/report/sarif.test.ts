import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import type { Log, Result, Run } from 'sarif';
import { rules } from '../../rules/index.js';
import { lint } from '../../src/lint.js';
import type { Finding } from '../../src/model/finding.js';
import type { Report } from '../../src/model/report.js';
import { memoryProject } from '../../src/project/memory.js';
import { formatSarif } from '../../src/report/sarif.js';
import { SourceFile, span } from '../../src/source/file.js';
import { folderWith } from '../support/folder.js';
import { MULTITOOL, multitool } from '../support/multitool.js';
import { at, finding, OPTIONS, RULES, report } from '../support/reports.js';

const WORKFLOW = new SourceFile(
  'a b/.github/workflows/ä#1.yml',
  'on: push\r\njobs:\r\n  image:\r\n    steps:\r\n      - run: docker login\r\n      - run: ./ci/build.sh\r\n',
);
const SCRIPT = new SourceFile('ci/build.sh', 'docker buildx build \\\n\t--tag 日本👍 .\n');

const FOUND: readonly Finding[] = [
  finding(at(WORKFLOW, 'docker login'), {
    message: 'The [tag](x) is not pushed. Add it.',
    related: [
      { at: at(WORKFLOW, 'on: push'), message: 'started [here]' },
      { at: at(SCRIPT, 'docker buildx'), message: 'built here' },
    ],
    job: 'image',
    fix: {
      title: 'Add --push',
      safe: true,
      edits: [
        { span: span(WORKFLOW, 3, 3), text: ' --push' },
        { span: at(SCRIPT, '\t--tag'), text: '' },
        { span: at(SCRIPT, '.'), text: 'x' },
      ],
    },
  }),
  finding(span(SCRIPT, 0, SCRIPT.text.length), {
    rule: 'literal-credential',
    severity: 'note',
    identity: '1:x:literal-credential:0',
    pipelineFile: WORKFLOW.path,
    via: [
      { at: at(WORKFLOW, './ci/build.sh'), callee: 'ci/build.sh' },
      { at: at(SCRIPT, 'docker'), callee: 'build()' },
    ],
  }),
];

const FULL = report(FOUND, {
  unread: [{ at: at(WORKFLOW, 'jobs'), why: 'only a run would tell', kind: 'dynamic' }],
  files: [new SourceFile('.gitlab-ci.yml', '')],
});

const SILENCED = report(FOUND.slice(0, 1), {
  silenced: FOUND.slice(1).map(found => ({ finding: found, by: 'comment', reason: 'the runner is signed in' })),
});

function runOf(data: Report, options = OPTIONS): Run {
  const log = JSON.parse(formatSarif(data, options)) as Log;
  const [run, ...others] = log.runs;
  if (run === undefined || others.length > 0) throw new Error('not one run');
  return run;
}

function resultsOf(data: Report, options = OPTIONS): readonly Result[] {
  return runOf(data, options).results ?? [];
}

test('real output is valid by the SARIF 2.1.0 schema', async t => {
  const schema = JSON.parse(readFileSync(join(MULTITOOL, 'sarif-2.1.0.json'), 'utf8')) as Record<string, unknown>;
  // Formats (URIs, dates) are the Multitool's to check, below.
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  for (const data of [FULL, report([]), report(FOUND, { rules: [] }), await realReport()]) {
    t.true(validate(JSON.parse(formatSarif(data, OPTIONS))), JSON.stringify(validate.errors));
  }
  t.false(validate({ version: '2.1.0', runs: [{}] }), 'the schema is read at all');
});

test("Microsoft's Multitool finds no error and no warning by the rules of SARIF and of GitHub", async t => {
  t.timeout(60_000);
  const folder = folderWith(t, {
    'full.sarif': formatSarif(FULL, OPTIONS),
    'suppressed.sarif': formatSarif(SILENCED, { ...OPTIONS, suppressed: true }),
    'real.sarif': formatSarif(await realReport(), OPTIONS),
    'empty.sarif': formatSarif(report([]), OPTIONS),
    'bad.sarif': formatSarif(FULL, OPTIONS).replace('"helpUri"', '"ignored"').replace('"help"', '"ignored"'),
  });
  const { scanned, broken } = multitool(t, folder);
  t.is(scanned, 5);
  t.true(broken.includes('bad.sarif: error GH2012'), 'it does look');
  t.deepEqual(
    broken.filter(one => !one.startsWith('bad.sarif:')),
    [],
  );
});

/** What the whole linter says of a job with several mistakes, one of them in an ignore comment. */
async function realReport(): Promise<Report> {
  const workflow = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: docker/setup-buildx-action@v3
        with:
          driver: cloud
          endpoint: <ORG>/default
      - uses: docker/login-action@v3 # dbc-lint: ignore[login-mising]
        with:
          username: acme
          password: correct-horse-battery
      - uses: some/remote-action@v1
      - run: docker buildx build --push -t acme/app .
`;
  const real = await lint(memoryProject({ '.github/workflows/ci.yml': workflow }), rules);
  if (real.findings.length < 3) throw new Error(`found only ${real.findings.map(found => found.rule).join(', ')}`);
  return real;
}

test('one run, whatever was linted, with all rules and the category that code scanning asks for', t => {
  for (const data of [FULL, report([])]) {
    const run = runOf(data);
    t.deepEqual(
      run.tool.driver.rules?.map(rule => rule.id),
      RULES.map(rule => rule.id),
    );
    t.is(run.automationDetails?.id, 'dbc-lint/');
    t.is(run.columnKind, 'utf16CodeUnits');
    t.true(run.invocations?.[0]?.executionSuccessful);
  }
});

test('a rule has what code scanning shows, and only rules on secrets make security alerts', t => {
  const [secret, other] = runOf(report([])).tool.driver.rules ?? [];
  t.is(other?.name, 'LoginMissing');
  t.is(other?.shortDescription?.text, 'Sign in to Docker Hub before you build on Build Cloud.');
  t.is(other?.defaultConfiguration?.level, 'error');
  t.true(other?.defaultConfiguration?.enabled);
  t.deepEqual(other?.properties, {
    category: 'authentication',
    presets: ['recommended', 'strict', 'adopt'],
    tags: ['docker', 'build-cloud', 'ci', 'authentication'],
    precision: 'high',
    'problem.severity': 'error',
  });
  t.is(secret?.properties?.['security-severity'], '8.0');
  t.is(secret?.properties?.['problem.severity'], undefined);
  for (const rule of [secret, other]) {
    t.true((rule?.help?.text ?? '').includes('https://docs.docker.com/build-cloud/ci/'));
    t.true((rule?.help?.markdown ?? '').includes(`dbc-lint: ignore[${rule?.id}] -- reason`));
  }
});

test('regions have four numbers, in UTF-16 code units, and keep to one line so that a pull request shows them', t => {
  const [first, second] = resultsOf(FULL);
  const place = first?.locations?.[0]?.physicalLocation;
  t.deepEqual(place?.region, { startLine: 5, startColumn: 14, endLine: 5, endColumn: 26, snippet: { text: 'docker login' } });
  t.is(place?.contextRegion?.snippet?.text, '      - run: docker login');
  const region = second?.locations?.[0]?.physicalLocation?.region;
  t.deepEqual(region, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 22, snippet: { text: 'docker buildx build \\' } });
  const wide = resultsOf(report([finding(at(SCRIPT, '👍'))]))[0]?.locations?.[0]?.physicalLocation?.region;
  t.deepEqual([wide?.startLine, wide?.startColumn, wide?.endColumn], [2, 10, 12]);
});

test('a place of no characters takes one, as nothing else is drawn', t => {
  const region = (offset: number) =>
    resultsOf(report([finding(span(SCRIPT, offset, offset))]))[0]?.locations?.[0]?.physicalLocation?.region;
  t.deepEqual([region(0)?.startColumn, region(0)?.endColumn], [1, 2]);
  t.deepEqual([region(21)?.startColumn, region(21)?.endColumn], [22, 22]);
});

test('paths are percent-encoded and relative to the base folder, however text shows them', t => {
  const run = runOf(FULL, { ...OPTIONS, shownPath: () => 'x' });
  const location = run.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation;
  t.deepEqual(location, { uri: 'a%20b/.github/workflows/%C3%A4%231.yml', uriBaseId: '%SRCROOT%', index: 0 });
  t.deepEqual(
    run.artifacts?.map(artifact => artifact.location?.uri),
    [location?.uri, 'ci/build.sh', '.gitlab-ci.yml'],
  );
  t.true(Object.hasOwn(run.originalUriBaseIds ?? {}, '%SRCROOT%'));
  t.is(
    resultsOf(report([finding(span(new SourceFile('a\ud800', 'x'), 0, 1))]))[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    'a%EF%BF%BD',
  );
});

test('related places are linked from the message, and brackets of our own are no links', t => {
  const [result] = resultsOf(FULL);
  t.is(result?.message.text, 'The \\[tag](x) is not pushed. Add it. See: [started \\[here\\]](1), [built here](2).');
  t.deepEqual(
    result?.relatedLocations?.map(({ id, message }) => [id, message?.text]),
    [
      [1, 'started [here]'],
      [2, 'built here'],
    ],
  );
});

test('calls that lead to a place are steps of a code flow, the CI file first', t => {
  const [without, result] = resultsOf(FULL);
  t.is(without?.codeFlows, undefined);
  const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  t.deepEqual(
    steps.map(step => [step.nestingLevel, step.location?.message?.text, step.location?.physicalLocation?.artifactLocation?.index]),
    [
      [0, 'calls ci/build.sh', 0],
      [1, 'calls build()', 1],
      [2, 'The build runs before anything signs in. Sign in first.', 1],
    ],
  );
});

test("a result has code scanning's fingerprint, and our own beside it", t => {
  const [first, second] = resultsOf(FULL);
  t.regex(first?.partialFingerprints?.primaryLocationLineHash ?? '', /^[0-9a-f]+:1$/);
  t.not(first?.partialFingerprints?.primaryLocationLineHash, second?.partialFingerprints?.primaryLocationLineHash);
  t.is(first?.partialFingerprints?.['dbcLint/v1'], FOUND[0]?.identity);
  t.deepEqual(first?.fingerprints, { 'dbcLint/v1': FOUND[0]?.identity });
  // `x`, end: 120 · 37^99 + 65535 · 37^98 modulo 2^64
  const [known] = resultsOf(report([finding(span(new SourceFile('f', 'x'), 0, 1))]));
  t.is(known?.partialFingerprints?.primaryLocationLineHash, '638816509450efbf:1');
});

test("what a configuration changed is told beside what is the rule's own", t => {
  const [result] = resultsOf(report([finding(at(SCRIPT, '.'), { severity: 'note' })]));
  t.is(result?.level, 'note');
  t.is(result?.ruleIndex, 1);
  const [invocation] = runOf(report([finding(at(SCRIPT, '.'), { severity: 'note' })])).invocations ?? [];
  t.deepEqual(invocation?.ruleConfigurationOverrides, [
    { descriptor: { id: 'login-missing', index: 1 }, configuration: { level: 'note' } },
  ]);
});

test('what was not read is a notification of the tool', t => {
  const run = runOf(FULL);
  const [notification] = run.invocations?.[0]?.toolExecutionNotifications ?? [];
  t.is(notification?.message.text, 'Not read: only a run would tell.');
  t.is(notification?.level, 'note');
  t.is(run.tool.driver.notifications?.[notification?.descriptor?.index ?? -1]?.id, 'unread/dynamic');
  t.is(notification?.locations?.[0]?.physicalLocation?.region?.startLine, 2);
});

test('fixes are edits by file', t => {
  const changes = resultsOf(FULL)[0]?.fixes?.[0]?.artifactChanges;
  t.is(resultsOf(FULL)[0]?.fixes?.[0]?.description?.text, 'Add --push.');
  t.deepEqual(
    changes?.map(change => [change.artifactLocation.index, change.replacements.map(({ insertedContent }) => insertedContent?.text)]),
    [
      [0, [' --push']],
      [1, [undefined, 'x']],
    ],
  );
  t.deepEqual(changes?.[0]?.replacements[0]?.deletedRegion, { startLine: 1, startColumn: 4, endLine: 1, endColumn: 4 });
});

test('of more than code scanning takes the worst are kept, and what is left out is told', t => {
  const many = Array.from({ length: 25_003 }, (_, index) => finding(at(SCRIPT, '.'), { severity: index < 3 ? 'note' : 'error' }));
  const run = runOf(report(many));
  t.is(run.results?.length, 25_000);
  t.false(run.results?.some(result => result.level === 'note'));
  t.is(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text, '3 more results were left out.');
});

test('of more notes than are carried, what is broken comes first, and the rest is told', t => {
  const unread = Array.from({ length: 1_002 }, (_, index) => ({
    at: at(SCRIPT, '.'),
    why: `reason ${index}`,
    kind: index === 1_001 ? ('syntax' as const) : ('dynamic' as const),
  }));
  const notifications = runOf(report([], { unread })).invocations?.[0]?.toolExecutionNotifications ?? [];
  t.is(notifications.length, 1_001);
  t.is(notifications[0]?.message.text, 'Not read: reason 1001.');
  t.is(notifications.at(-1)?.message.text, '2 more notifications were left out.');
});

test('a line of a megabyte is not carried along', t => {
  const file = new SourceFile('f', `docker build ${'x'.repeat(1_000_000)}`);
  const place = resultsOf(report([finding(at(file, 'docker build'))]))[0]?.locations?.[0]?.physicalLocation;
  t.is(place?.region?.snippet?.text, 'docker build');
  t.is(place?.contextRegion?.snippet, undefined);
});

test('what was silenced is left out, as code scanning would open alerts for it', t => {
  t.is(formatSarif(SILENCED, OPTIONS), formatSarif(report(FOUND.slice(0, 1)), OPTIONS));
});

test('on request it is there, marked and with its reason; then every result tells of its suppressions', t => {
  const results = resultsOf(SILENCED, { ...OPTIONS, suppressed: true });
  t.deepEqual(
    results.map(({ ruleId, suppressions }) => [ruleId, suppressions]),
    [
      ['login-missing', []],
      ['literal-credential', [{ kind: 'inSource', status: 'accepted', justification: 'the runner is signed in' }]],
    ],
  );
});
