import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rules } from '../rules/index.js';
import { withFiles } from '../src/fix.js';
import { lintWhole } from '../src/lint.js';
import { type Migrated, migrate } from '../src/migrate.js';
import type { ExpandedJob } from '../src/model/pipeline.js';
import type { Report } from '../src/model/report.js';
import { valueText } from '../src/model/value.js';
import type { Project } from '../src/project/project.js';
import { TOOLCHAINS, type Toolchain } from '../src/recipes/recipe.js';
import { SourceFile, type Span } from '../src/source/file.js';
import { expectedText, foldersIn, projectIn, top } from './support/fixtures.js';
import { folderWith } from './support/folder.js';
import { hasBash, recordedCalls } from './support/record-commands.js';

const lintAll = (project: Project) => lintWhole(project, rules);
const move = (project: Project, toolchain: Toolchain = 'modern') =>
  migrate(project, lintAll, { builder: { organization: 'acme', name: 'default' }, toolchain });

function applied(project: Project, { files }: Migrated): Project {
  return withFiles(project, new Map([...files].map(([path, text]) => [path, new SourceFile(path, text)])));
}

/** What a person has to look at: what was not moved, and what the rules say of what was. */
function rest({ left, open }: Migrated): string {
  const place = ({ file, start }: Span) => `${file.path}:${file.position(start).line}`;
  const lines = [...left.map(({ at, why }) => `${place(at)} ${why}`), ...open.map(({ at, rule }) => `${place(at)} ${rule}`)];
  return lines.map(line => `${line}\n`).join('');
}

/** What a job does besides building images. */
function otherWords({ steps }: ExpandedJob): readonly string[] {
  return steps.filter(step => step.kind === 'other' || step.kind === 'use-image').map(step => (step.words ?? []).map(valueText).join(' '));
}

for (const name of foldersIn('fixtures/migrate')) {
  const folder = `fixtures/migrate/${name}`;
  const project = projectIn(`${folder}/before`);

  test(`${folder} is moved as expected`, async t => {
    const moved = await move(project);
    t.true(moved.moved.length > 0);
    for (const path of project.paths) {
      const text = moved.files.get(path);
      if (text !== undefined) t.is(text, expectedText(`${folder}/after/${path}`, text));
      else t.false(existsSync(join(top, folder, 'after', path)), `${path} is not changed`);
    }
    const left = rest(moved);
    if (left !== '' || existsSync(join(top, folder, 'left.txt'))) t.is(left, expectedText(`${folder}/left.txt`, left));
  });

  for (const toolchain of TOOLCHAINS) {
    test(`what ${folder} becomes with the ${toolchain} toolchain is not changed again, and loses nothing`, async t => {
      const moved = await move(project, toolchain);
      const after = applied(project, moved);
      t.deepEqual([...(await move(after, toolchain)).files.keys()], []);
      const whys = ({ unread }: Report) => unread.map(note => note.why);
      t.deepEqual(whys(moved.report), whys(await lintAll(project)));
      t.deepEqual(
        moved.report.findings.filter(finding => finding.severity === 'error'),
        [],
      );
      const jobs = async (of: Project) => (await lintAll(of)).pipelines.flatMap(pipeline => pipeline.jobs);
      const [had, has] = [await jobs(project), await jobs(after)];
      t.deepEqual(
        has.map(job => job.name),
        had.map(job => job.name),
      );
      for (const [index, job] of had.entries()) {
        const words = has[index] === undefined ? [] : [...otherWords(has[index])];
        for (const word of otherWords(job)) t.true(words.splice(0, words.indexOf(word) + 1).includes(word), `${job.name}: ${word}`);
      }
    });
  }
}

const recorded = hasBash() ? test : test.skip;

/** Stand-ins succeed, so the builder is there already. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'shell-script/after build.sh': [
    'docker login --username acme --password-stdin',
    'docker buildx use cloud-acme-default',
    'docker buildx build --push --tag acme/shop: .',
  ],
  'compose-file/after ci.sh': [
    'docker login --username acme --password-stdin',
    'docker buildx use cloud-acme-default',
    'docker compose build --push',
  ],
};

for (const [place, calls] of Object.entries(CALLS)) {
  recorded(`bash runs what ${place} became`, t => {
    const [folder = '', script = ''] = place.split(' ');
    const from = join(top, 'fixtures/migrate', folder);
    const files = Object.fromEntries([script].map(path => [path, readFileSync(join(from, path), 'utf8')]));
    const made = recordedCalls(folderWith(t, { ...files, 'shop/Dockerfile': '' }), script, { DOCKER_USER: 'acme', DOCKER_PAT: 'token' });
    t.deepEqual(
      made.map(words => words.join(' ')).filter(call => call.startsWith('docker ')),
      calls,
    );
  });
}

test('every platform has its fixture', t => {
  t.deepEqual(foldersIn('fixtures/migrate'), [
    'bitbucket-pipelines',
    'buildkite',
    'circleci',
    'compose-file',
    'github-actions',
    'gitlab-ci',
    'jenkins',
    'shell-script',
    'travis-ci',
  ]);
});
