import test from 'ava';
import { isTagged, type Output, outputOf, platformsOf, tagsOf } from '../../src/state/outputs.js';
import { type JobOptions, lastBuild, line, made, opaque, type StepLike } from '../support/jobs.js';
import { word } from '../support/words.js';

const CLOUD = 'docker buildx create --use --driver cloud acme/default';
const CONTAINER = 'docker buildx create --use';

/** What is true of an output, what cannot be told with a `?` behind it. */
function summary(output: Output): string {
  const answers = Object.entries(output).filter(([, answer]) => answer !== false);
  return answers.map(([name, answer]) => (answer === undefined ? `${name}?` : name)).join(' ');
}

function expects(reason: string, build: StepLike, expected: string, before: readonly StepLike[] = [CLOUD], options: JobOptions = {}): void {
  test(`output: ${reason}`, t => t.is(summary(outputOf(lastBuild([...before, build], options))), expected));
}

const buildx = (flags: string) => `docker buildx build ${flags} .`;
const BOTH = '--platform linux/amd64,linux/arm64';

// The table of §1.4 for the cloud driver.
expects('untagged: cache only', buildx(''), 'cacheOnly');
expects('untagged, several platforms: cache only', buildx(BOTH), 'cacheOnly');
expects('tagged: loaded unasked', buildx('-t a/b'), 'implicitLoad');
expects('tagged, one platform: loaded unasked', buildx('-t a/b --platform linux/arm64'), 'implicitLoad');
expects('tagged, --load', buildx('-t a/b --load'), 'load');
expects('untagged, --load', buildx('--load'), 'load');
expects('type=docker', buildx('-t a/b -o type=docker'), 'load');
expects('type=image stays in reach by a load', buildx('-t a/b -o type=image'), 'load');
expects('tagged, several platforms: nothing', buildx(`-t a/b ${BOTH}`), 'nothing');
expects('type=image, several platforms: nothing', buildx(`-t a/b ${BOTH} -o type=image`), 'nothing');
expects('several platforms, --load fails, but it is asked for', buildx(`-t a/b ${BOTH} --load`), 'load');
expects('--push', buildx('-t a/b --push'), 'push');
expects('type=registry', buildx('-t a/b -o type=registry'), 'push');
expects('type=image,push=true', buildx('-t a/b -o type=image,push=true'), 'push');
expects('type=image,name=…,push=true, partly by variables', buildx('-o type=image,name=$IMAGE,push=true'), 'push');
expects('push-by-digest of several platforms', buildx(`${BOTH} -o type=image,name=a/b,push-by-digest=true,push=true`), 'push');
expects('--push turns type=image into a push', buildx('-t a/b -o type=image --push'), 'push');
expects('type=cacheonly', buildx('-t a/b -o type=cacheonly'), 'cacheOnly');
expects('type=cacheonly, several platforms', buildx(`-t a/b ${BOTH} -o type=cacheonly`), 'cacheOnly');
expects('type=cacheonly and --push', buildx('-t a/b -o type=cacheonly --push'), 'push');
expects('a folder', buildx('-t a/b -o out'), 'files');
expects('type=local', buildx('-t a/b -o type=local,dest=out'), 'files');
expects('type=oci', buildx('-t a/b -o type=oci,dest=x.tar'), 'files');
expects('standard output', buildx('-t a/b -o -'), 'files');
expects('type=docker with a file', buildx('-t a/b -o type=docker,dest=x.tar'), 'files');
expects('both flags', buildx('-t a/b --push --load'), 'push load');
expects('two outputs', buildx('-t a/b -o type=registry -o type=docker'), 'push load');
expects('--push=false is none', buildx('-t a/b --push=false'), 'implicitLoad');
expects('--push=false --load=false, untagged', buildx('--push=false --load=false'), 'cacheOnly');
expects('an empty output is none', buildx("-t a/b -o ''"), 'implicitLoad');
expects('--check builds nothing', buildx('-t a/b --check'), '');
expects('an output that Docker refuses', buildx('-t a/b -o dest=x,y'), 'push? load? implicitLoad? cacheOnly? files? nothing?');

// What is not known.
expects('an output by a variable', buildx('-t a/b -o "$OUT"'), 'push? load? implicitLoad? cacheOnly? files? nothing?');
expects('whether to push by a variable', buildx('-t a/b --push=$PUSH'), 'push? implicitLoad?');
expects('pushed or not, type=image', buildx('-t a/b -o type=image,push=$PUSH'), 'push? load? nothing?');
expects('a platform by a variable', buildx('-t a/b --platform $P'), 'implicitLoad? nothing?');
expects('two platforms and a variable are several', buildx(`-t a/b ${BOTH},$P`), 'nothing');
expects('a tag by a variable is a tag', buildx('-t $IMAGE'), 'implicitLoad');
expects('words nobody read', buildx('-t a/b $FLAGS'), 'push? load? implicitLoad? cacheOnly? files? nothing?');
expects('--push among words nobody read', buildx('-t a/b --push $FLAGS'), 'push load? implicitLoad? cacheOnly? files? nothing?');
expects(
  'the default platform of the environment',
  line(buildx('-t a/b'), { env: { DOCKER_DEFAULT_PLATFORM: 'linux/amd64,linux/arm64' } }),
  'nothing',
);

// Other builders.
expects('docker’s own driver keeps images', buildx('-t a/b'), 'implicitLoad', []);
expects('the container driver does not', buildx('-t a/b'), 'nothing', [CONTAINER]);
expects('unless it loads by default', buildx('-t a/b'), 'implicitLoad', ['docker buildx create --use --driver-opt default-load=true']);
expects('the cloud driver loads untagged builds by that option', buildx(''), 'implicitLoad', [`${CLOUD} --driver-opt default-load=true`]);
expects('options nobody knows', buildx(''), 'implicitLoad? cacheOnly?', [`${CLOUD} --driver-opt "$OPTION"`]);
expects('BUILDX_NO_DEFAULT_LOAD', line(buildx('-t a/b'), { env: { BUILDX_NO_DEFAULT_LOAD: '1' } }), '', []);
expects('a builder nobody knows', buildx('-t a/b'), 'implicitLoad? cacheOnly? nothing?', [opaque()]);
expects('a builder nobody knows, pushed', buildx('-t a/b --push'), 'push', [opaque()]);
expects('docker build loads into the daemon', 'docker build -t a/b .', 'implicitLoad');

// Bake and Compose.
const setting = (value: string) => ({ value: word(value), span: word('x').span });
const NONE = {
  tags: [],
  platforms: [],
  outputs: [],
  cacheFrom: [],
  cacheTo: [],
  buildArguments: [],
  secrets: [],
  attestations: [],
  addHosts: [],
};
const base = {
  kind: 'build',
  programSpan: word('x').span,
  honoursSelectedBuilder: true,
  inspectsOnly: false,
  opaque: false,
  ...NONE,
} as const;
const bake = (fields: object) =>
  made({ ...base, engine: 'buildkit', program: 'docker buildx bake', target: 'app', tags: [setting('a/b')], ...fields });
const on = setting('true');
expects('bake --push', bake({ push: on }), 'push');
expects('bake --push turns type=image into a push', bake({ push: on, outputs: [setting('type=image')] }), 'push');
expects('bake --push does not reach type=cacheonly', bake({ push: on, outputs: [setting('type=cacheonly')] }), 'cacheOnly');
expects('bake --push does not reach type=local', bake({ push: on, outputs: [setting('type=local,dest=x')] }), 'files');
expects('bake --push with type=docker does both', bake({ push: on, outputs: [setting('type=docker')] }), 'push load');
expects('bake --load with type=registry does both', bake({ load: on, outputs: [setting('type=registry')] }), 'push load');
expects('bake --load does not reach type=local', bake({ load: on, outputs: [setting('type=local,dest=x')] }), 'files');
expects('bake with a file nobody read', bake({ push: on, opaque: true }), 'push? load? implicitLoad? cacheOnly? files? nothing?');
expects('bake without anything', bake({}), 'implicitLoad');

const compose = (fields: object) => made({ ...base, engine: 'compose', program: 'docker compose build', target: 'web', ...fields });
expects('compose build loads a service', compose({ tags: [setting('a/b')] }), 'implicitLoad');
expects('compose build loads a service without an image name', compose({}), 'implicitLoad');
expects('compose build --push', compose({ tags: [setting('a/b')], push: on }), 'push');
expects('compose build --push skips a service without an image name', compose({ push: on }), 'implicitLoad');
expects(
  'compose build of several platforms',
  compose({ tags: [setting('a/b')], platforms: [setting('linux/amd64'), setting('linux/arm64')] }),
  'nothing',
);
expects('compose build with a file nobody read', 'docker compose build --push', 'push? load? implicitLoad? cacheOnly? files? nothing?');

test('tags', t => {
  const tagsIn = (flags: string) => tagsOf(lastBuild([buildx(flags)]));
  t.deepEqual(tagsIn('-t a/b -t a/b:1'), ['a/b', 'a/b:1']);
  t.deepEqual(tagsIn(''), []);
  t.deepEqual(tagsIn("-t ''"), []);
  t.is(tagsIn('-t a/b -t $X'), undefined);
  t.is(tagsIn('-t a/b $FLAGS'), undefined);
});

test('whether there is a tag', t => {
  const action = (tags: string) => lastBuild([line(buildx(`--tag "${tags}"`), { uses: 'docker/build-push-action' })]);
  t.is(isTagged(lastBuild([buildx('-t $X')])), true, 'docker refuses an empty tag');
  t.is(isTagged(lastBuild([buildx('')])), false);
  t.is(isTagged(lastBuild([buildx('$FLAGS')])), undefined);
  t.is(isTagged(lastBuild([buildx('$FLAGS -t x')])), true);
  t.is(isTagged(action('$X')), undefined, 'an input may be empty');
  t.is(isTagged(action('a/b:$X')), true);
});

test('platforms', t => {
  const platformsIn = (flags: string, env: Record<string, string> = {}) => platformsOf(lastBuild([line(buildx(flags), { env })]));
  t.deepEqual(platformsIn(''), []);
  t.deepEqual(platformsIn('--platform linux/amd64,arm64'), ['linux/amd64', 'linux/arm64']);
  t.deepEqual(platformsIn('--platform amd64 --platform linux/amd64'), ['linux/amd64'], 'each once');
  t.is(platformsIn('--platform linux/amd64,$P'), undefined);
  t.is(platformsIn('$FLAGS'), undefined);
  t.deepEqual(platformsIn('', { DOCKER_DEFAULT_PLATFORM: 'linux/arm64' }), ['linux/arm64']);
  t.deepEqual(platformsIn('--platform linux/amd64', { DOCKER_DEFAULT_PLATFORM: 'linux/arm64' }), ['linux/amd64']);
});

test('an image that is exported and not pushed', t => {
  const load = (...steps: string[]) => outputOf(lastBuild([...steps, 'docker buildx build --output type=image -t a/b .'])).load;
  t.is(load(), true, "Docker's own driver keeps it");
  t.is(load('docker buildx create --use'), false);
  t.is(load('docker buildx create --use --driver cloud acme/default'), true);
  t.is(load('docker buildx create --use --driver $D acme/default'), undefined);
});

test('what a builder does where nothing is said', t => {
  const implicit = (create: string) => outputOf(lastBuild([create, 'docker buildx build -t a/b .'])).implicitLoad;
  t.is(implicit('docker buildx create --use --driver-opt image=moby/buildkit:v0.12.0'), false);
  t.is(implicit('docker buildx create --use --driver-opt default-load=true'), true);
  t.is(implicit('docker buildx create --use --driver-opt $OPTION'), undefined);
});
