import test from 'ava';
import type { ExpandedJob } from '../../src/model/pipeline.js';
import type { Step } from '../../src/model/step.js';
import { builderWithBuildKit, configMismatchOf, createsOnceOnly, idleSetupFor, missingBuilder, stepsOf } from '../../src/rule.js';
import { simulate } from '../../src/simulate.js';
import { type JobOptions, jobOf, lastBuild, line, opaque, pipelineOf, run, type StepLike } from '../support/jobs.js';

const LOGIN = 'docker login --username acme --password-stdin';
const CREATE = 'docker buildx create --driver cloud acme/default';
const SELECT = 'docker buildx create --use --driver cloud acme/default';
const BUILD = 'docker buildx build --push --tag acme/app:1 .';
const agent: JobOptions = { machine: { entry: 'unknown' } };

/** `connected`: the job has connected to a cloud builder before; `not connected`: it has not; `undefined`: nothing is missing for certain. */
function missing(reason: string, steps: readonly StepLike[], expected: string | undefined, options: JobOptions = {}): void {
  test(`missing builder: ${reason}`, t => {
    const found = missingBuilder(lastBuild(steps, options));
    t.is(found && (found.connected === undefined ? 'not connected' : 'connected'), expected);
  });
}

missing('none is named', [LOGIN, SELECT, BUILD], undefined);
missing('another than the one there is', [LOGIN, CREATE, `${BUILD} --builder acme`], 'connected');
missing('the one there is', [LOGIN, CREATE, `${BUILD} --builder cloud-acme-default`], undefined);
missing('none is there', [LOGIN, `${BUILD} --builder cloud-acme-default`], 'not connected');
missing('by the variable', [LOGIN, CREATE, line(BUILD, { env: { BUILDX_BUILDER: 'acme' } })], 'connected');
missing('a setting', [LOGIN, CREATE, `${BUILD} --builder $B`], undefined);
missing('default', [LOGIN, CREATE, `${BUILD} --builder default`], undefined);
missing('a context', [LOGIN, 'docker context create lab', CREATE, `${BUILD} --builder lab`], undefined);
missing('after what nobody can read', [LOGIN, CREATE, opaque(), `${BUILD} --builder acme`], undefined);
missing('made later', [LOGIN, `${BUILD} --builder cloud-acme-default`, CREATE], undefined);
missing('removed', [LOGIN, CREATE, 'docker buildx rm cloud-acme-default', `${BUILD} --builder cloud-acme-default`], undefined);
missing('an agent that keeps builders', [`${BUILD} --builder cloud-acme-default`], undefined, agent);
missing('an agent whose job connects', [LOGIN, CREATE, `${BUILD} --builder acme`], 'connected', agent);
missing('a machine that comes with builders', [`${BUILD} --builder cloud-acme-default`], undefined, { settings: { preconfigured: true } });

/** What is not seen by which kind of step: `login build`. */
function mismatch(reason: string, steps: readonly StepLike[], expected: string | undefined): void {
  test(`configuration folders: ${reason}`, t => {
    const found = configMismatchOf(run(steps));
    t.is(found && `${found.unseen.kind} ${found.step.kind}`, expected);
  });
}

mismatch('one for all', [LOGIN, SELECT, BUILD], undefined);
mismatch('the sign-in is elsewhere', ['docker --config /x login -u a --password-stdin', SELECT, BUILD], 'login create-builder');
mismatch('the builder is elsewhere', [LOGIN, SELECT, 'docker --config /x buildx build -t a .'], 'create-builder build');
mismatch('the builder that is named is elsewhere', [LOGIN, CREATE, `${BUILD} --builder cloud-acme-default`].map(withConfig), undefined);
mismatch(
  'Buildx alone has another',
  [LOGIN, SELECT, line('docker buildx build -t a .', { env: { BUILDX_CONFIG: '/x' } })],
  'create-builder build',
);
mismatch('a folder nobody knows', ['docker --config $X login -u a --password-stdin', SELECT, BUILD], undefined);
mismatch('another build is on the cloud', [LOGIN, SELECT, BUILD, 'docker --config /x buildx build -t a .'], undefined);
mismatch('nothing is built', [LOGIN, SELECT, 'docker --config /x buildx build --check .'], undefined);
mismatch('another driver', ['docker buildx create --use', 'docker --config /x buildx build -t a .'], undefined);
const THERE = [LOGIN, CREATE].map(withConfig);
mismatch('the builder of a flag is elsewhere', [...THERE, LOGIN, `${BUILD} --builder cloud-acme-default`], 'create-builder build');
mismatch(
  'the builder of the variable is elsewhere',
  [...THERE, LOGIN, line(BUILD, { env: { BUILDX_BUILDER: 'cloud-acme-default' } })],
  'create-builder build',
);
mismatch('another builder is elsewhere', [...THERE, LOGIN, `${BUILD} --builder cloud-acme-other`], undefined);
mismatch('it was removed there', [...THERE, withConfig('docker buildx rm cloud-acme-default'), LOGIN, BUILD], undefined);

test('of two sign-ins that are not seen the last is told', t => {
  const elsewhere = 'docker --config /x login -u a --password-stdin';
  t.is(configMismatchOf(run([elsewhere, elsewhere, SELECT]))?.unseen.index, 1);
});

function withConfig(text: string): readonly Step[] {
  return line(text, { env: { DOCKER_CONFIG: '/x' } });
}

/** The name of the job that connects for nothing. */
function idle(reason: string, jobs: readonly ExpandedJob[], expected: string | undefined): void {
  test(`set-up in another job: ${reason}`, t => {
    const pipeline = pipelineOf(jobs);
    const job = jobs.at(-1);
    const [only] = job === undefined ? [] : simulate(job, pipeline);
    t.is(only && idleSetupFor(only)?.job.name, expected);
  });
}

const connect = jobOf([LOGIN, SELECT], { name: 'connect' });
const build = (steps: readonly StepLike[], options: JobOptions = {}) => jobOf(steps, { name: 'build', ...options });
idle('it connects, the other builds', [connect, build([BUILD])], 'connect');
idle('a builder that is named', [connect, build([`${BUILD} --builder cloud-acme-default`])], 'connect');
idle('each for itself', [connect, build([LOGIN, SELECT, BUILD])], undefined);
idle('it builds itself', [jobOf([LOGIN, SELECT, BUILD], { name: 'both' }), build([BUILD])], undefined);
idle('it prunes', [jobOf([LOGIN, SELECT, 'docker buildx prune -af'], { name: 'prune' }), build([BUILD])], undefined);
idle('nothing is built', [connect, build(['docker pull acme/app:1'])], undefined);
idle('machines that keep things', [connect, build([BUILD], agent)], undefined);
idle('what nobody can read', [connect, build([opaque(), BUILD])], undefined);

test('a builder that is made once only', t => {
  const of = (steps: readonly StepLike[], options: JobOptions = agent) => {
    const [create] = stepsOf(run(steps, options), 'create-builder');
    return create && createsOnceOnly(create);
  };
  t.true(of([LOGIN, SELECT, BUILD]));
  t.false(of([LOGIN, SELECT, BUILD], {}));
  t.false(of([LOGIN, 'docker buildx inspect cloud-acme-default', SELECT]));
  t.false(of([LOGIN, SELECT, BUILD, 'docker buildx rm']));
  t.false(of([LOGIN, line(SELECT, { env: { BUILDX_CONFIG: '/x' } })]));
  t.false(of([LOGIN, `${SELECT} --append`]));
  t.false(of([LOGIN, opaque(), SELECT]));
});

test('the builder of a build that DOCKER_BUILDKIT=0 keeps from it', t => {
  const of = (value: string, text: string) =>
    builderWithBuildKit(lastBuild([LOGIN, SELECT, line(text, { env: { DOCKER_BUILDKIT: value } })]));
  t.is(of('0', 'docker build -t a .')?.kind, 'cloud');
  t.is(of('false', 'docker build -t a .')?.kind, 'cloud');
  t.is(of('1', 'docker build -t a .'), undefined);
  t.is(of('0', BUILD), undefined);
});
