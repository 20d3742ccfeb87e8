import test from 'ava';
import { type ActiveRule, check } from '../src/check.js';
import { not, onEvents, unreadable } from '../src/model/condition.js';
import type { ExpandedJob } from '../src/model/pipeline.js';
import type { Step } from '../src/model/step.js';
import { defineRule, type Problem, type Rule, signedIn, stepsOf } from '../src/rule.js';
import { type JobOptions, jobOf, line, opaque, pipelineOf, type StepLike } from './support/jobs.js';

const HUB = 'docker login -u acme --password-stdin';
const CLOUD = 'docker buildx create --use --driver cloud acme/default';
const BUILD = 'docker buildx build --push -t acme/app .';
const A = unreadable('a');

function rule(id: string, find: Rule['check'], fields: Partial<Rule> = {}): ActiveRule {
  const info = { id, summary: id, severity: 'error', category: 'policy', practice: 'https://docs.docker.com/' } as const;
  return { rule: defineRule({ ...info, ...fields, check: find }), severity: 'error' };
}

/** Every build that certainly finds no credentials. */
const notSignedIn = rule('not-signed-in', function* (run) {
  for (const build of stepsOf(run, 'build')) if (signedIn(build) === false) yield { on: build, message: 'Not signed in.' };
});

const everyBuild = (fields: Partial<Problem> = {}) =>
  rule('every-build', function* (run) {
    for (const build of stepsOf(run, 'build')) yield { on: build, message: 'A build.', ...fields };
  });

const everyJob = rule('every-job', function* (run) {
  yield { on: run.job, message: 'A job.' };
});

function findings(jobs: readonly ExpandedJob[], ...rules: readonly ActiveRule[]) {
  return check([pipelineOf(jobs)], () => ({ rules })).findings;
}

function count(reason: string, steps: readonly StepLike[], expected: number, options: JobOptions = {}): void {
  test(`certain: ${reason}`, t => t.is(findings([jobOf(steps, options)], notSignedIn).length, expected));
}

const when = (runs: typeof A, command: string) => line(command, { runs });
count('shows in the only world', [BUILD], 1);
count('does not show', [HUB, BUILD], 0);
count('shows in one of two worlds only', [when(A, HUB), BUILD], 0);
count('shows in all worlds in which the step runs', [when(not(A), HUB), when(A, BUILD)], 1);
count('the sign-in has the condition of the build', [when(A, HUB), when(A, BUILD)], 0);
count('the sign-in has another condition', [when(unreadable('b'), HUB), when(A, BUILD)], 0);
count('both arms sign in', [when(A, HUB), when(not(A), HUB), BUILD], 0);
count('the step never runs', [when(not(onEvents('push')), BUILD)], 0);
count('shows for one of two events', [line(HUB, { runs: onEvents('push') }), BUILD], 1, { events: ['push', 'pull-request'] });
count('an unseen step before', [opaque(), BUILD], 0);

test('a problem of the job shows in every world', t => {
  t.is(findings([jobOf([when(A, HUB), BUILD])], everyJob).length, 1);
});

test('a step as the job has it counts like the played one', t => {
  const byJob = rule('by-job', function* (run) {
    for (const step of run.job.steps) if (step.kind === 'build') yield { on: step, message: 'A build.' };
  });
  t.is(findings([jobOf([HUB, when(A, BUILD)])], byJob).length, 1);
});

test('what a finding says', t => {
  const job = jobOf([HUB, BUILD]);
  const [finding] = findings([job], everyBuild());
  t.is(finding?.rule, 'every-build');
  t.is(finding?.message, 'A build.');
  t.is(finding?.at, job.steps[1]?.span);
  t.is(finding?.platform, 'github-actions');
  t.is(finding?.pipelineFile, 'ci.yml');
  t.is(finding?.job, 'build');
  t.deepEqual(finding?.related, []);
  t.regex(finding?.identity ?? '', /^v1:[0-9a-f]{16}$/);
});

test('the configured severity wins', t => {
  t.is(findings([jobOf([BUILD])], { ...everyBuild(), severity: 'note' })[0]?.severity, 'note');
});

test('options: the rule’s own where none are configured', t => {
  const echo = rule(
    'echo',
    function* (run, options) {
      yield { on: run.job, message: JSON.stringify(options) };
    },
    { defaults: { limit: 90 } },
  );
  t.is(findings([jobOf([BUILD])], echo)[0]?.message, '{"limit":90}');
  t.is(findings([jobOf([BUILD])], { ...echo, options: { limit: 5 } })[0]?.message, '{"limit":5}');
});

/** One step in two cells of a matrix, or in two jobs. */
const shared: readonly Step[] = line(BUILD);

test('the cells of a matrix give one finding', t => {
  const cell = (combination: string) => ({ ...jobOf([shared]), combination });
  const found = findings([cell('os=a'), cell('os=b')], everyBuild());
  t.is(found.length, 1);
  t.deepEqual(found[0]?.related, []);
});

test('a cell of a matrix is enough', t => {
  const cell = (before: StepLike, combination: string) => ({ ...jobOf([before, shared]), combination });
  t.is(findings([cell(HUB, 'a'), cell('npm ci', 'b')], notSignedIn).length, 1);
});

test('jobs that share a step give one finding that names the others', t => {
  const jobs = ['a', 'b', 'c'].map(name => jobOf([shared], { name }));
  const found = findings(jobs, everyBuild());
  t.is(found.length, 1);
  t.is(found[0]?.job, 'a');
  t.deepEqual(
    found[0]?.related.map(({ at, message }) => [at, message]),
    [
      [jobs[1]?.span, 'also part of job "b"'],
      [jobs[2]?.span, 'also part of job "c"'],
    ],
  );
});

test('jobs that call one script give one finding with the calls', t => {
  const [call] = line('./build.sh');
  const [build] = shared;
  if (call === undefined || build === undefined) throw new Error('no steps');
  const called: Step = { ...build, via: [{ at: call.span, callee: 'build.sh' }] };
  const [finding] = findings([jobOf([[called]], { name: 'a' }), jobOf([[called]], { name: 'b' })], everyBuild());
  t.deepEqual(finding?.via, called.via);
  t.deepEqual(finding?.related, [{ at: call.span, message: 'also called from job "b"' }]);
});

test('at most five other places are named', t => {
  const jobs = Array.from({ length: 20 }, (_, index) => jobOf([shared], { name: `job-${index}` }));
  t.is(findings(jobs, everyBuild())[0]?.related.length, 5);
});

test('subjects tell problems of one place apart', t => {
  const tags = rule('tags', function* (run) {
    for (const build of stepsOf(run, 'build')) for (const subject of ['a', 'b', 'a']) yield { on: build, message: subject, subject };
  });
  const found = findings([jobOf([BUILD])], tags);
  t.deepEqual(
    found.map(finding => finding.message),
    ['a', 'b'],
  );
  t.is(new Set(found.map(finding => finding.identity)).size, 2);
});

test('a rule is silent where the cause reports, in that job alone', t => {
  const follower = rule('follower', everyBuild().rule.check, { after: ['not-signed-in'] });
  const jobs = [jobOf([BUILD], { name: 'a' }), jobOf([HUB, BUILD], { name: 'b' })];
  const ids = findings(jobs, follower, notSignedIn).map(finding => `${finding.job} ${finding.rule}`);
  t.deepEqual(ids.sort(), ['a not-signed-in', 'b follower']);
  t.is(findings(jobs, follower).length, 2, 'a cause that is off hides nothing');
});

test('rules that name each other as cause do not hang', t => {
  const one = rule('one', everyBuild().rule.check, { after: ['two'] });
  const two = rule('two', everyBuild().rule.check, { after: ['one'] });
  t.is(findings([jobOf([BUILD])], one, two).length, 1);
});

test('findings are sorted by place, then by rule', t => {
  const found = findings([jobOf([BUILD, CLOUD])], everyJob, rule('a-job', everyJob.rule.check), everyBuild());
  t.deepEqual(
    found.map(finding => finding.rule),
    ['a-job', 'every-job', 'every-build'],
  );
});

test('a rule that breaks is told, and the others go on', t => {
  const broken = rule('broken', () => {
    throw new Error('our mistake');
  });
  const job = jobOf([BUILD]);
  const checked = check([pipelineOf([job])], () => ({ rules: [broken, everyBuild()] }));
  t.is(checked.findings.length, 1);
  t.deepEqual(checked.failures, [{ rule: 'broken', at: job.span, why: 'Error: our mistake' }]);
});

test('builds are counted once each, by what they run on', t => {
  const { builds } = check(
    [pipelineOf([jobOf([CLOUD, shared]), jobOf([CLOUD, shared]), jobOf([BUILD]), jobOf([opaque(), BUILD])])],
    () => ({ rules: [] }),
  );
  t.deepEqual(
    builds.map(({ on, kind }) => [on, kind]),
    [
      ['cloud', 'cloud'],
      ['elsewhere', 'docker'],
      ['unknown', 'unknown'],
    ],
  );
});

test('builds elsewhere are told apart', t => {
  const kinds = (...steps: StepLike[]) => check([pipelineOf([jobOf(steps)])], () => ({ rules: [] })).builds.map(({ kind }) => kind);
  t.deepEqual(kinds('docker buildx create --use', BUILD), ['docker-container']);
  t.deepEqual(kinds(when(not(onEvents('push')), BUILD)), ['never']);
});

test('a build on the cloud in some world is a cloud build', t => {
  const [build] = check([pipelineOf([jobOf([when(A, CLOUD), BUILD])])], () => ({ rules: [] })).builds;
  t.is(build?.on, 'cloud');
  t.is(build?.kind, 'cloud');
  t.deepEqual([...(build?.builders ?? [])].sort(), ['cloud-acme-default', 'default']);
});

test('identities', t => {
  const identity = (jobs: readonly ExpandedJob[], ...rules: readonly ActiveRule[]) =>
    findings(jobs, ...rules).map(finding => finding.identity);
  const [own] = identity([jobOf([BUILD])], everyBuild());
  t.deepEqual(identity([jobOf(['npm ci', BUILD])], everyBuild()), [own ?? ''], 'lines that move');
  t.notDeepEqual(identity([jobOf([BUILD], { name: 'other' })], everyBuild()), [own], 'another job');
  t.notDeepEqual(identity([jobOf([BUILD])], rule('other', everyBuild().rule.check)), [own], 'another rule');
  t.notDeepEqual(identity([jobOf([`${BUILD} --pull`])], everyBuild()), [own], 'another command');
  const twice = identity([jobOf([BUILD, BUILD])], everyBuild());
  t.is(new Set(twice).size, 2, 'the same command twice');
  t.true(twice.includes(own ?? ''), 'the first of two keeps its identity');
  const keyed = (text: string) => identity([jobOf([line(text, { key: 'image' })])], everyBuild());
  t.deepEqual(keyed(BUILD), keyed(`${BUILD} --pull`), 'a step’s key stands for its command');
});
