import test from 'ava';
import { rules } from '../rules/index.js';
import { fix, withEdits } from '../src/fix.js';
import { lint } from '../src/lint.js';
import type { Fix } from '../src/model/finding.js';
import { memoryProject } from '../src/project/memory.js';
import { defineRule, type Rule, stepsOf } from '../src/rule.js';
import { SourceFile } from '../src/source/file.js';

const ALL = { unsafe: true };

function pushes(edits: (word: { start: number; end: number; file: SourceFile }) => Fix | undefined): Rule {
  return defineRule({
    id: 'a-push',
    summary: 'A push',
    severity: 'warning',
    category: 'output',
    practice: 'https://docs.docker.com/',
    *check(run) {
      for (const push of stepsOf(run, 'push-image')) {
        const at = push.images[0]?.value.span;
        if (at !== undefined) yield { on: push, at, message: 'A push.', fix: () => edits(at) };
      }
    },
  });
}

async function fixed(text: string, rule: Rule, options: Parameters<typeof fix>[2] = ALL) {
  const result = await fix(memoryProject({ 'ci.sh': text }), project => lint(project, [rule]), options);
  return {
    text: result.files.get('ci.sh'),
    fixed: result.fixed.length,
    refused: result.refused.length,
    left: result.report.findings.length,
  };
}

const renamed = pushes(at =>
  at.file.text.slice(at.start, at.end) === 'b' ? undefined : { title: 'Push b', safe: true, edits: [{ span: at, text: 'b' }] },
);

test('every finding with a fix is put right, and the byte order mark and line ends stay', async t => {
  t.deepEqual(await fixed('\ufeffdocker push a\r\ndocker push c\r\n', renamed), {
    text: '\ufeffdocker push b\r\ndocker push b\r\n',
    fixed: 2,
    refused: 0,
    left: 2,
  });
});

test('a fix that is not safe is made only where that is asked for', async t => {
  const unsafe = pushes(at => ({ title: 'Push b', safe: false, edits: [{ span: { ...at, start: at.end }, text: 'b' }] }));
  t.deepEqual(await fixed('docker push a\n', unsafe, { unsafe: false }), { text: undefined, fixed: 0, refused: 0, left: 1 });
});

test('only the rules that are named fix something', async t => {
  t.is((await fixed('docker push a\n', renamed, { unsafe: true, rules: new Set(['other']) })).fixed, 0);
  t.is((await fixed('docker push a\n', renamed, { unsafe: true, rules: new Set(['a-push']) })).fixed, 1);
});

test('of fixes that overlap the first is made, and the rest in the next pass', async t => {
  const whole = pushes(at => {
    const { file } = at;
    const count = (file.text.match(/#/g) ?? []).length;
    return count >= 2 ? undefined : { title: 'Note it', safe: true, edits: [{ span: { file, start: 0, end: 0 }, text: `#${at.start}\n` }] };
  });
  t.deepEqual(await fixed('docker push a\ndocker push c\n', whole), {
    text: '#16\n#12\ndocker push a\ndocker push c\n',
    fixed: 2,
    refused: 0,
    left: 2,
  });
});

test('a fix after which the file cannot be parsed is taken back', async t => {
  const breaking = pushes(at => ({ title: 'Break it', safe: true, edits: [{ span: at, text: '"' }] }));
  t.deepEqual(await fixed('docker push a\n', breaking), { text: undefined, fixed: 0, refused: 1, left: 1 });
});

test('a rule that never has enough comes to an end', async t => {
  const endless = pushes(({ file, end }) => ({ title: 'More', safe: true, edits: [{ span: { file, start: end, end }, text: 'a' }] }));
  t.is((await fixed('docker push a\n', endless)).text, `docker push ${'a'.repeat(11)}\n`);
});

test('the same edit asked for twice is made once', t => {
  const file = new SourceFile('a', 'abc');
  const edit = { span: { file, start: 1, end: 1 }, text: '-' };
  t.is(withEdits(file, [edit, { ...edit }]).text, 'a-bc');
});

const CLOUD = 'docker login -u acme --password-stdin\ndocker buildx create --use --driver cloud acme/default\n';
const IGNORES = rules.filter(rule => rule.id === 'docker-build-ignores-selected-builder');

/** The fix of the one finding in `ci/build.sh`. */
async function fixIn(files: Readonly<Record<string, string>>): Promise<Fix | undefined> {
  const { findings } = await lint(memoryProject(files), IGNORES);
  return findings.find(finding => finding.at.file.path === 'ci/build.sh')?.fix;
}

const job = (name: string, ...lines: readonly string[]) => `${name}:\n  script:\n${lines.map(line => `    - ${line}\n`).join('')}`;
const CREATE = CLOUD.trimEnd().split('\n');

test('a script that only jobs at fault call is changed safely', async t => {
  const ci = job('a', ...CREATE, 'ci/build.sh') + job('b', ...CREATE, 'ci/build.sh');
  const found = await fixIn({ '.gitlab-ci.yml': ci, 'ci/build.sh': 'docker build --push -t acme/app .\n' });
  t.true(found?.safe);
});

test('a script that another job calls for a local build is not changed safely, and the fix says so', async t => {
  const ci = job('a', ...CREATE, 'ci/build.sh') + job('b', 'ci/build.sh');
  const found = await fixIn({ '.gitlab-ci.yml': ci, 'ci/build.sh': 'docker build --push -t acme/app .\n' });
  t.false(found?.safe);
  t.regex(found?.title ?? '', /it changes job "b" too/);
});

/** The one fix of builds in `.gitlab-ci.yml`. */
async function fixInYaml(text: string): Promise<Fix | undefined> {
  const { findings } = await lint(memoryProject({ '.gitlab-ci.yml': text }), IGNORES);
  return findings[0]?.fix;
}

const BUILD = 'docker build --push -t acme/app .';

test('a job of its own is changed safely', async t => {
  t.true((await fixInYaml(job('a', ...CREATE, BUILD)))?.safe);
});

test('what aliases put elsewhere is not changed safely, though all its users are at fault, and the fix says so', async t => {
  const script = [...CREATE, BUILD].map(line => `    - ${line}\n`).join('');
  const found = await fixInYaml(`a:\n  script: &build\n${script}b:\n  script: *build\n`);
  t.false(found?.safe);
  t.regex(found?.title ?? '', /aliases put it elsewhere too/);
});

test('a merged template is an alias as well', async t => {
  const found = await fixInYaml(
    `${job('.build: &build', ...CREATE, BUILD).replace('&build:', '&build')}a:\n  <<: *build\nb:\n  <<: *build\n`,
  );
  t.false(found?.safe);
  t.regex(found?.title ?? '', /aliases put it elsewhere too/);
});

test('a template that several jobs extend is not changed safely, one that a single job extends is', async t => {
  const template = job('.build', ...CREATE, BUILD);
  const several = await fixInYaml(`${template}a:\n  extends: .build\nb:\n  extends: .build\n`);
  t.false(several?.safe);
  t.regex(several?.title ?? '', /2 jobs have it from "\.build"/);
  t.true((await fixInYaml(`${template}a:\n  extends: .build\n`))?.safe);
});
