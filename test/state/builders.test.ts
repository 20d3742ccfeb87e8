import test from 'ava';
import { builderOf, isCloud, nameOfCreated, valueText } from '../../src/rule.js';
import { builderNamed } from '../../src/state/builders.js';
import { type JobOptions, jobOf, last, lastBuild, line, made, opaque, run, type StepLike } from '../support/jobs.js';
import { word } from '../support/words.js';

const CREATE = 'docker buildx create --driver cloud acme/default';
const SELECT = 'docker buildx create --use --driver cloud acme/default';
const LOCAL = 'docker buildx create --use --name local';
const BUILD = 'docker buildx build -t acme/app .';
const agent: JobOptions = { machine: { entry: 'unknown' } };
const setting = (value: string) => ({ value: word(value), span: word('x').span });

/** `cloud selected cloud-acme-default`: what the last build runs on, why, and its name. */
function expects(reason: string, steps: readonly StepLike[], expected: string | undefined, options: JobOptions = {}): void {
  test(`builder: ${reason}`, t => {
    const builder = builderOf(lastBuild(steps, options));
    t.is(builder && [builder.kind, builder.how, ...(builder.name === undefined ? [] : [builder.name])].join(' '), expected);
  });
}

const CLOUD = 'cloud selected cloud-acme-default';
const DEFAULT = 'other default default';
const BY_FLAG = 'cloud flag cloud-acme-default';

expects('nothing is said', [BUILD], DEFAULT);
expects('selected when made', [SELECT, BUILD], CLOUD);
expects('made, not selected', [CREATE, BUILD], DEFAULT);
expects('--use=false', ['docker buildx create --use=false --driver cloud acme/default', BUILD], DEFAULT);
expects('selected if a variable says so', ['docker buildx create --use=$USE --driver cloud acme/default', BUILD], undefined);
expects('selected later', [CREATE, 'docker buildx use cloud-acme-default', BUILD], CLOUD);
expects('the endpoint is not the name', [CREATE, 'docker buildx use acme/default', BUILD], undefined);
expects(
  'the name is in lower case',
  ['docker buildx create --driver cloud ACME/Default', `${BUILD} --builder cloud-acme-default`],
  BY_FLAG,
);
expects(
  'a scheme is no part of the name',
  ['docker buildx create --driver cloud cloud://acme/default', `${BUILD} --builder cloud-acme-default`],
  BY_FLAG,
);
expects('a name of its own', ['docker buildx create --name x --driver cloud acme/default', `${BUILD} --builder x`], 'cloud flag x');
expects('a name by a variable', ['docker buildx create --name $B --driver cloud acme/default', `${BUILD} --builder $B`], 'cloud flag $B');
expects(
  'an organisation by a variable',
  ['docker buildx create --driver cloud $ORG/default', `${BUILD} --builder cloud-$ORG-default`],
  'cloud flag cloud-$ORG-default',
);
expects('some other variable', ['docker buildx create --name $B --driver cloud acme/default', `${BUILD} --builder $C`], undefined);
expects('a driver by a variable', ['docker buildx create --use --driver $DRIVER acme/default', BUILD], undefined);
expects('another driver', [LOCAL, BUILD], 'other selected local');
expects('the last selection counts', [SELECT, LOCAL, BUILD], 'other selected local');
expects('and the other way round', [LOCAL, SELECT, BUILD], CLOUD);
expects('back to default', [SELECT, 'docker buildx use default', BUILD], 'other selected default');
expects('some builder is selected', [SELECT, 'docker buildx use $B', BUILD], undefined);
expects('words that may select', ['docker buildx create --driver cloud $FLAGS acme/default', BUILD], undefined);

const prints = { scope: 'output', name: 'B@12' } as const;
const printed = { parts: [{ kind: 'reference', to: prints, span: word('x').span }], span: word('x').span } as const;
const byPrint = {
  ...(made({ kind: 'use-builder', builder: { value: printed, span: printed.span }, global: false }) as object),
} as StepLike;
expects(
  'what create prints names its builder',
  [line('docker buildx create --driver cloud acme/default', { prints }), byPrint, BUILD],
  CLOUD,
);
expects(
  'BUILDX_BUILDER from what create prints',
  [line('docker buildx create', { prints }), line(BUILD, { env: { BUILDX_BUILDER: printed } })],
  'other environment',
);

const ACTION = { kind: 'create-builder', randomName: true, driverOptions: [], platforms: [], use: setting('true') } as const;
const action = (fields: object = {}, key = 'buildx') => made({ ...ACTION, ...fields }, { uses: 'docker/setup-buildx-action', key });
expects(
  'setup-buildx-action chooses a name at random',
  [action({ driver: setting('cloud'), endpoint: setting('acme/default') }), BUILD],
  'cloud selected',
);
expects(
  'a later one takes over',
  [action({ driver: setting('cloud'), endpoint: setting('acme/default') }), action(), BUILD],
  'other selected',
);
expects(
  'one with use: false does not',
  [action({ driver: setting('cloud'), endpoint: setting('a/b') }), action({ use: setting('false') }), BUILD],
  'cloud selected',
);
expects('a name is joined where it exists', [SELECT, LOCAL, action({ builderName: setting('cloud-acme-default') }), BUILD], CLOUD);
expects(
  'a command does not join: it fails',
  [SELECT, LOCAL, 'docker buildx create --use --name cloud-acme-default', BUILD],
  'other selected local',
);
const mayFail = (command: string): StepLike => line(command).map(step => ({ ...step, tolerated: true }));
expects('one that may be there already', ['docker buildx create --name $A', SELECT, BUILD], CLOUD);
expects('and may fail', ['docker buildx create --name $A', mayFail(SELECT), BUILD], undefined);
expects('unless it appends', [SELECT, LOCAL, 'docker buildx create --append --use --name cloud-acme-default', BUILD], CLOUD);

expects('the flag comes first', [SELECT, `${BUILD} --builder default`], 'other flag default');
expects('the flag before build', [CREATE, 'docker buildx --builder cloud-acme-default build .'], BY_FLAG);
expects('an empty flag says nothing', [SELECT, `${BUILD} --builder=''`], CLOUD);
expects(
  'then the variable',
  [LOCAL, CREATE, line(BUILD, { env: { BUILDX_BUILDER: 'cloud-acme-default' } })],
  'cloud environment cloud-acme-default',
);
expects('a variable nobody knows', [SELECT, line(BUILD, { env: { BUILDX_BUILDER: '$B' } })], undefined);
expects('an empty variable says nothing', [SELECT, line(BUILD, { env: { BUILDX_BUILDER: "''" } })], CLOUD);
expects('a cloud name that nothing here makes', [`${BUILD} --builder cloud-acme-default`], BY_FLAG);
expects('a local builder that is called cloud-…', [`${BUILD} --builder cloud-builder`], undefined);
expects('a name that nothing here makes', [`${BUILD} --builder mine`], undefined);
expects(
  'a name that is made here for another driver',
  [`${BUILD} --builder cloud-a-b`, 'docker buildx create --name cloud-a-b'],
  'other flag cloud-a-b',
);

expects('docker build looks at no selection', [SELECT, 'docker build -t acme/app .'], DEFAULT);
expects('nor does docker bake', [SELECT, 'docker image build .'], DEFAULT);
expects(
  'docker build does at the variable',
  [CREATE, line('docker build .', { env: { BUILDX_BUILDER: 'cloud-acme-default' } })],
  'cloud environment cloud-acme-default',
);
expects('and at the flag', [CREATE, 'docker build --builder cloud-acme-default .'], BY_FLAG);
expects('the alias makes it look', [SELECT, 'docker buildx install', 'docker build .'], CLOUD);
expects('until it is taken away', [SELECT, 'docker buildx install', 'docker buildx uninstall', 'docker build .'], DEFAULT);
expects('docker build with words nobody read', [SELECT, 'docker build $FLAGS .'], undefined);
expects('docker buildx build with words nobody read', [SELECT, 'docker buildx build $FLAGS .'], CLOUD);
expects('Compose looks at the selection', [SELECT, 'docker compose build'], CLOUD);

const off = { DOCKER_BUILDKIT: '0' };
expects('the legacy builder has no builders', [SELECT, line('docker build .', { env: off })], 'other engine');
expects('Compose hands on to the legacy builder', [SELECT, line('docker compose build', { env: off })], 'other engine');
expects('docker buildx build does not', [SELECT, line(BUILD, { env: off })], CLOUD);
expects('it may be the legacy builder', [SELECT, line('docker build .', { env: { DOCKER_BUILDKIT: '$KIT' } })], undefined);

expects('removed', [SELECT, 'docker buildx rm cloud-acme-default', BUILD], DEFAULT);
expects('another one removed', [SELECT, 'docker buildx create --name x', 'docker buildx rm x', BUILD], CLOUD);
expects('the current one removed', [SELECT, 'docker buildx rm', BUILD], DEFAULT);
expects('some builder removed', [SELECT, 'docker buildx rm $B', BUILD], undefined);
expects('all that do not run removed', [SELECT, 'docker buildx rm --all-inactive', BUILD], undefined);

const host = { DOCKER_HOST: 'tcp://docker:2375' };
expects('a selection belongs to its endpoint', [SELECT, line(BUILD, { env: host })], DEFAULT);
expects('the same endpoint twice', [line(SELECT, { env: host }), line(BUILD, { env: host })], CLOUD);
expects('an endpoint by a variable', [line(SELECT, { env: { DOCKER_HOST: '$H' } }), line(BUILD, { env: { DOCKER_HOST: '$H' } })], CLOUD);
expects('an endpoint that may be the same', [SELECT, line(BUILD, { env: { DOCKER_HOST: '$H' } })], undefined);
expects('--global holds for all', [CREATE, 'docker buildx use --global cloud-acme-default', line(BUILD, { env: host })], CLOUD);
expects('another context', [SELECT, 'docker context use remote', BUILD], DEFAULT);
expects('the default context again', [SELECT, 'docker context use remote', 'docker context use default', BUILD], CLOUD);
expects('un-selecting by the default context', [SELECT, 'docker context use default', BUILD], undefined);
expects('a context for one command', [SELECT, 'docker --context remote buildx build .'], DEFAULT);

expects('another configuration folder', [SELECT, line(BUILD, { env: { DOCKER_CONFIG: '/tmp/d' } })], DEFAULT);
expects(
  'Buildx’s own folder stays',
  [line(SELECT, { env: { BUILDX_CONFIG: '/b' } }), line(BUILD, { env: { BUILDX_CONFIG: '/b', DOCKER_CONFIG: '/d' } })],
  CLOUD,
);
expects('root’s builders are not the user’s', [line(SELECT, { sudo: true }), BUILD], DEFAULT);

expects('an unseen step may select', [opaque(), BUILD], undefined);
expects('an unseen step may select another', [SELECT, opaque(), BUILD], undefined);
expects('a builder of ours is still there by its name', [CREATE, opaque(), `${BUILD} --builder cloud-acme-default`], BY_FLAG);
expects('a selection after an unseen step', [opaque(), SELECT, BUILD], CLOUD);
expects('an unseen step may make docker build look', [SELECT, opaque(), 'docker build .'], undefined);

expects('an agent may have one selected', [BUILD], undefined, agent);
expects('docker build does not look there either', ['docker build .'], DEFAULT, agent);
expects('who connects to the cloud there selects there', [CREATE, BUILD], DEFAULT, agent);
expects('a selection on an agent', [SELECT, BUILD], CLOUD, agent);
expects('a machine that is said to come with a builder', [BUILD], 'cloud selected', { ...agent, settings: { preconfigured: true } });

test('the selection and the making of a builder are told', t => {
  const build = lastBuild([CREATE, 'docker buildx use cloud-acme-default', BUILD]);
  const builder = builderOf(build);
  t.is(builder?.by?.index, 0);
  t.is(builder?.selectedBy?.index, 1);
  t.is(builder?.endpoint, 'acme/default');
  t.is(builder?.driver, 'cloud');
});

test('isCloud: other builder commands', t => {
  const of = (text: string) => {
    const step = last([SELECT, text]);
    if (step.kind === 'inspect-builder' || step.kind === 'prune-cache' || step.kind === 'create-builder' || step.kind === 'use-builder')
      return isCloud(step);
    throw new Error(step.kind);
  };
  t.is(of('docker buildx inspect'), true);
  t.is(of('docker buildx inspect default'), false);
  t.is(of('docker buildx prune -af'), true);
  t.is(of('docker buildx prune --builder $B'), undefined);
  t.is(of('docker builder prune'), false);
  t.is(of('docker buildx use cloud-acme-default'), true);
  t.is(of('docker buildx use default'), false);
  t.is(of('docker buildx create'), false);
  t.is(of('docker buildx create --driver cloud acme/x'), true);
  t.is(of('docker buildx create --driver $D acme/x'), undefined);
});

test('podman is never on the cloud', t => {
  const build = lastBuild([SELECT, BUILD]);
  t.deepEqual(builderOf({ ...build, engine: 'other' }), { kind: 'other', how: 'engine' });
});

test('the name of a builder', t => {
  const nameOf = (text: string) => {
    const [step] = jobOf([text]).steps;
    const name = step?.kind === 'create-builder' ? nameOfCreated(step) : undefined;
    return name && valueText(name);
  };
  t.is(nameOf('docker buildx create --driver cloud ACME/Default'), 'cloud-acme-default');
  t.is(nameOf('docker buildx create --driver cloud $ORG/default'), 'cloud-$ORG-default');
  t.is(nameOf('docker buildx create --name x --driver cloud a/b'), 'x');
  t.is(nameOf('docker buildx create'), undefined);
  t.is(nameOf('docker buildx create $FLAGS'), '…');
});

test('a run knows whether it connects to the cloud', t => {
  t.true(run([CREATE]).connects);
  t.false(run([LOCAL]).connects);
});

expects('an alias of another configuration', [SELECT, 'docker --config /x buildx install', 'docker build -t a .'], DEFAULT);
expects('an alias before what nobody can read', ['docker buildx install', opaque(), SELECT, 'docker build -t a .'], undefined);
expects('no builder is named to be used', [SELECT, 'docker buildx use', BUILD], CLOUD);
expects('another one is removed', [SELECT, 'docker buildx rm other', BUILD], CLOUD);
expects('all that are idle are removed where none was', ['docker buildx rm --all-inactive', BUILD], DEFAULT);
expects(
  'one that was used for another endpoint',
  [CREATE, 'docker buildx use cloud-acme-default', line(BUILD, { env: { DOCKER_HOST: 'tcp://x' } })],
  DEFAULT,
);
expects('a context of another configuration', [SELECT, 'docker --config /x context use remote', BUILD], CLOUD);
expects('a context nobody knows', [SELECT, 'docker context use $C', BUILD], undefined);

test('a builder by its name', t => {
  const named = (...steps: StepLike[]) => builderNamed(word('a'), lastBuild([...steps, BUILD]));
  const A = 'docker buildx create --name a --driver cloud acme/default';
  t.like(named(A), { driver: 'cloud' });
  t.like(named(A, 'docker buildx create --name b', 'docker buildx rm b'), { driver: 'cloud' });
  t.is(named(A, 'docker buildx rm a'), 'gone');
  t.is(named(A, 'docker buildx rm $B'), undefined);
  t.is(named('docker --config /x buildx create --name a --driver cloud acme/default'), 'gone');
  t.is(named('docker --config $X buildx create --name a --driver cloud acme/default'), undefined);
});
