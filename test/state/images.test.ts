import test from 'ava';
import { broughtBefore, imageMatches, isLocal, usesAfter } from '../../src/state/images.js';
import { type JobOptions, last, opaque, run, type StepLike } from '../support/jobs.js';
import { word } from '../support/words.js';

function matches(a: string, b: string, expected: boolean | undefined, reason: string): void {
  test(`${a} and ${b}: ${reason}`, t => {
    t.is(imageMatches(word(a), word(b)), expected);
    t.is(imageMatches(word(b), word(a)), expected, 'the other way round');
  });
}

matches('acme/app', 'docker.io/acme/app:latest', true, 'the full form');
matches('ubuntu', 'docker.io/library/ubuntu', true, 'official images');
matches('acme/app:1', 'acme/app:2', false, 'tags');
matches('acme/app', 'ghcr.io/acme/app', false, 'registries');
matches('$IMAGE', '$IMAGE', true, 'a variable is itself');
matches('$IMAGE:v1', '$IMAGE:v1', true, 'a variable and a tag');
matches('$IMAGE:v1', '$IMAGE:v2', false, 'tags behind one variable');
matches('$IMAGE', '$IMAGE:latest', undefined, 'the variable may hold a tag');
matches('$A', '$B', undefined, 'two variables');
matches('app:$SHA', 'other:$SHA', false, 'names before one variable');
matches('app:$SHA', 'docker.io/library/app:$SHA', true, 'the full form with a variable');
matches('docker.io/acme/app:$SHA', 'acme/app:$SHA', true, 'Docker Hub by its name');
matches('app:$SHA', 'app:$REF', undefined, 'two variables as tags');
matches('$REGISTRY/app:1', 'ghcr.io/acme/app:1', undefined, 'the variable may be that registry');
matches('$REGISTRY/app:1', 'ghcr.io/acme/other:1', false, 'it ends in another name');
matches('$?', '$?', undefined, 'not known at all');

const BUILD = 'docker buildx build --load -t acme/app:1 .';

/** The uses of acme/app:1 after the build, uncertain ones with a `?`. */
function uses(reason: string, steps: readonly StepLike[], expected: string): void {
  test(`uses: ${reason}`, t => {
    const all = run(steps);
    const build = all.steps.find(step => step.kind === 'build');
    const found = build === undefined ? [] : usesAfter(all, build, word('acme/app:1'));
    t.is(found.map(({ step, certain }) => `${step.index} ${step.kind}${certain ? '' : '?'}`).join(', '), expected);
  });
}

uses('none', [BUILD], '');
uses('a push', [BUILD, 'docker push acme/app:1'], '1 push-image');
uses('a push of another', [BUILD, 'docker push acme/app:2'], '');
uses('a push of some image', [BUILD, 'docker push $IMAGE'], '1 push-image?');
uses('a push of what another build made', [BUILD, 'docker build -t $IMAGE .', 'docker push $IMAGE'], '');
uses('before the build', ['docker push acme/app:1', BUILD], '');
uses('run, then pushed', [BUILD, 'docker run acme/app:1', 'docker push acme/app:1'], '1 use-image, 2 push-image');
uses('tagged', [BUILD, 'docker tag acme/app:1 acme/app:2'], '1 use-image');
uses('a pull brings one, it needs none', [BUILD, 'docker pull acme/app:1'], '');
uses('an unseen step may use it', [BUILD, opaque()], '1 opaque?');
uses('twice in one command', [BUILD, 'docker save -o x acme/app:1 $OTHER'], '1 use-image');

/** Whether acme/app:1 is in the local store before the last step. */
function local(reason: string, steps: readonly StepLike[], expected: boolean | undefined, options: JobOptions = {}): void {
  test(`local: ${reason}`, t => t.is(isLocal(last([...steps, 'docker push acme/app:1'], options), word('acme/app:1')), expected));
}

local('nothing built', [], false);
local('loaded', [BUILD], true);
local('pushed only', ['docker buildx build --push -t acme/app:1 .'], false);
local('built by docker’s own driver', ['docker build -t acme/app:1 .'], true);
local('another tag', ['docker build -t acme/app:2 .'], false);
local('a tag by a variable', ['docker build -t $IMAGE .'], undefined);
local('pulled', ['docker pull acme/app:1'], true);
local('loaded from a file', ['docker load -i x.tar'], undefined);
local('named by docker tag', ['docker build -t x .', 'docker tag x acme/app:1'], true);
local('an unseen step', [opaque()], undefined);
local('an agent may have it', [], undefined, { machine: { entry: 'unknown' } });

/** Whether a step of the job has put acme/app:1 into the local store, on a machine that may have held it before. */
function brought(reason: string, steps: readonly StepLike[], expected: boolean | undefined): void {
  test(`brought: ${reason}`, t => {
    const end = last([...steps, 'docker push acme/app:1'], { machine: { entry: 'unknown' } });
    t.is(broughtBefore(end, word('acme/app:1')), expected);
  });
}

brought('nothing', [], false);
brought('loaded', [BUILD], true);
brought('pulled', ['docker pull acme/app:1'], true);
brought('loaded under a name that may be it', ['docker pull $IMAGE'], undefined);
brought('an unseen step may do so', [opaque()], undefined);

local('a container of it was run', ['docker run acme/app:1'], true);
local('only looked at', ['docker inspect acme/app:1'], false);
local('built under a variable', ['docker buildx build --load -t $IMAGE .'], undefined);
uses('all tags of another repository', [BUILD, 'docker push --all-tags acme/other'], '');
uses('all tags of its repository', [BUILD, 'docker push --all-tags acme/app'], '1 push-image');
