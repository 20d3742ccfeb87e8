import test from 'ava';
import { inspect } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';

/** Whether a build of the folder is told to copy all of it. */
async function copiesAll(files: Record<string, string>, command = 'docker buildx build .'): Promise<boolean> {
  const { pipelines } = await inspect(memoryProject({ ...files, '.gitlab-ci.yml': `build:\n  script:\n    - ${command}\n` }));
  const build = pipelines.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps)).find(step => step.kind === 'build');
  if (build === undefined) throw new Error('no build was read');
  return build.copiesAll === true;
}

for (const [dockerfile, expected] of [
  ['COPY . .', true],
  ['copy ./ /app', true],
  ['COPY --chown=node --link . /app', true],
  ['ADD ["./", "/app"]', true],
  ['COPY --from=build . /app', false],
  ['COPY src /app', false],
  ['COPY ./src /app', false],
  ['COPY .npmrc /app', false],
  ['# COPY . /app', false],
  ['RUN cp -r . /app', false],
] as const) {
  test(`${dockerfile} ${expected ? 'copies' : 'does not copy'} all of the context`, async t => {
    t.is(await copiesAll({ Dockerfile: `FROM alpine\n${dockerfile}\n` }), expected);
  });
}

test('an ignore file, of the folder or of the Dockerfile, leaves something out', async t => {
  const Dockerfile = 'COPY . .\n';
  t.false(await copiesAll({ Dockerfile, '.dockerignore': '.git\n' }));
  t.false(await copiesAll({ Dockerfile, 'Dockerfile.dockerignore': '.git\n' }));
  t.true(await copiesAll({ Dockerfile, 'app/.dockerignore': '.git\n' }));
});

test('only the folder of the repository counts, and a Dockerfile that is there', async t => {
  const files = { 'app/Dockerfile': 'COPY . .\n' };
  t.false(await copiesAll(files));
  t.false(await copiesAll(files, 'docker buildx build app'));
  t.true(await copiesAll(files, 'docker buildx build --file app/Dockerfile .'));
  t.false(await copiesAll(files, 'docker buildx build --file app/Dockerfile https://github.com/acme/app.git'));
  t.false(await copiesAll({ Dockerfile: 'COPY . .\n' }, 'docker buildx build --file - .'));
  // Another stage may copy less.
  t.false(await copiesAll({ Dockerfile: 'COPY . .\n' }, 'docker buildx build --target deps .'));
});
