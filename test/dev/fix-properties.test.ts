import test, { type ExecutionContext } from 'ava';
import { rules } from '../../rules/index.js';
import { changedElsewhere } from '../../src/dev/fix-properties/texts.js';
import { fixChecked, migrateChecked, remembered } from '../../src/dev/fix-properties.js';
import { lintWhole } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';
import { defineRule, type Rule, stepsOf } from '../../src/rule.js';
import type { Edit, SourceFile } from '../../src/source/file.js';
import { foldersIn, projectIn } from '../support/fixtures.js';

type Change = readonly [start: number, end: number, text: string];

/** A rule that finds a push of `a` and fixes it with what is given for the text of the file, right or wrong. */
function fixedBy(changes: (text: string) => readonly Change[]): Rule {
  return defineRule({
    id: 'a-push',
    summary: 'A push',
    severity: 'warning',
    category: 'output',
    practice: 'https://docs.docker.com/',
    *check(run) {
      for (const push of stepsOf(run, 'push-image')) {
        const at = push.images[0]?.value.span;
        if (at === undefined || at.file.text.slice(at.start, at.end) !== 'a') continue;
        const edit = ([start, end, text]: Change): Edit => ({ span: { file: at.file, start, end }, text });
        yield {
          on: push,
          at,
          message: 'A push.',
          fix: () => ({ title: 'Push b', safe: true, edits: changes(at.file.text).map(edit) }),
        };
      }
    },
  });
}

/** Replaces the first occurrence. */
function replaced(text: string, old: string, now: string): Change {
  const start = text.indexOf(old);
  return [start, start + old.length, now];
}

const right = (text: string): Change => replaced(text, 'push a', 'push b');

async function brokenBy(files: Record<string, string>, changes: (text: string) => readonly Change[], ...others: readonly Rule[]) {
  const rules = [fixedBy(changes), ...others];
  return (await fixChecked(memoryProject(files), project => lintWhole(project, rules), { unsafe: true })).broken;
}

const SCRIPT = 'set -e\nnpm test\ndocker push a\ndocker push c\ndocker run a sh\n';
const GITLAB =
  'build:\n  variables:\n    LEVEL: debug\n  script:\n    - docker push a\n    - npm test\ndeploy:\n  script:\n    - ./deploy\n';

test('nothing is broken by a fix that does what it says', async t => {
  t.deepEqual(await brokenBy({ 'ci.sh': SCRIPT }, text => [right(text)]), []);
  t.deepEqual(await brokenBy({ '.gitlab-ci.yml': GITLAB }, text => [right(text)]), []);
  t.deepEqual(await brokenBy({ 'ci.sh': `\ufeff${SCRIPT.replaceAll('\n', '\r\n')}` }, text => [right(text)]), []);
});

/** Each bad fix, and what has to be said of it. */
const BAD: Readonly<Record<string, readonly [string, (text: string) => readonly Change[], string]>> = {
  'a file that cannot be parsed': ['ci.sh', text => [replaced(text, 'push a', 'push "')], 'the fix of a-push cannot be parsed'],
  'a job of another name': ['.gitlab-ci.yml', text => [right(text), replaced(text, 'deploy:', 'deliver:')], 'the jobs are not the same'],
  'a job more': [
    '.gitlab-ci.yml',
    text => [right(text), [text.length, text.length, 'more:\n  script: [ls]\n']],
    'the jobs are not the same',
  ],
  'a job fewer': [
    '.gitlab-ci.yml',
    text => [right(text), replaced(text, text.slice(text.indexOf('deploy')), '')],
    'the jobs are not the same',
  ],
  'a step that goes though nobody asked': [
    'ci.sh',
    text => [right(text), replaced(text, 'npm test\n', '')],
    'a step is gone that no finding was about',
  ],
  'another push that goes': [
    'ci.sh',
    text => [right(text), replaced(text, 'docker push c\n', '')],
    'a step is gone that no finding was about',
  ],
  'a step of another kind that goes with the one that is meant': [
    'ci.sh',
    text => [right(text), replaced(text, 'docker run a sh\n', '')],
    'a step is gone that no finding was about',
  ],
  'a variable of another value': [
    '.gitlab-ci.yml',
    text => [right(text), replaced(text, 'LEVEL: debug', 'LEVEL: info')],
    'the variable LEVEL of a step changed, which no finding was about',
  ],
  'a variable more in a script': [
    'ci.sh',
    text => [right(text), replaced(text, 'set -e\n', 'set -e\nexport LEVEL=info\n')],
    'the variable LEVEL of a step changed, which no finding was about',
  ],
  'a job that runs for other events': [
    '.gitlab-ci.yml',
    text => [right(text), replaced(text, 'deploy:\n', 'deploy:\n  rules: [{ if: $NEVER }]\n')],
    'the job runs under other conditions',
  ],
  'a step that runs in other cases': [
    'ci.sh',
    text => [right(text), replaced(text, 'set -e\n', 'set -e\n[ -n "$A" ] && exit\n')],
    'when a step runs',
  ],
  'a step that changes its meaning': [
    'ci.sh',
    text => [right(text), replaced(text, 'npm', 'cd app\nnpm')],
    'a step is gone, moved or changed',
  ],
  'a step that never runs any more': [
    'ci.sh',
    text => [right(text), replaced(text, 'set -e\n', 'set -e\nif false; then\n'), [text.length, text.length, 'fi\n']],
    'a step is gone, moved or changed',
  ],
  'a finding that is there still': [
    'ci.sh',
    text => (text.includes('#') ? [] : [replaced(text, 'push a', 'push a #')]),
    'were fixed, and are there again',
  ],
  'a fix that is made again and again': ['ci.sh', () => [[0, 0, '#\n']], 'fixing again changes something (a-push)'],
  'something that cannot be read any more': [
    '.gitlab-ci.yml',
    text => [right(text), [0, 0, 'include: https://example.com/ci.yml\n']],
    'more is unread',
  ],
  'a line end of another kind': ['.gitlab-ci.yml', text => [right(text), [0, 0, '# new\r\n']], 'other line ends'],
  'a blank at the end of a line': ['ci.sh', text => [right(text), replaced(text, 'test', 'test ')], 'blanks at the end of a line'],
  'a last line without its end': ['ci.sh', text => [right(text), [text.length - 1, text.length, '']], 'the line end of the last line'],
};

for (const [what, [path, changes, said]] of Object.entries(BAD)) {
  test(`told of a fix that leaves ${what}`, async t => {
    isSaid(t, await brokenBy({ [path]: path === 'ci.sh' ? SCRIPT : GITLAB }, changes), said);
  });
}

test('told of a fix that brings an error to light', async t => {
  const error = defineRule({
    id: 'b-push',
    summary: 'A push of b',
    severity: 'error',
    category: 'output',
    practice: 'https://docs.docker.com/',
    *check(run) {
      for (const push of stepsOf(run, 'push-image')) {
        const at = push.images[0]?.value.span;
        if (at !== undefined && at.file.text.slice(at.start, at.end) === 'b') yield { on: push, at, message: 'A push of b.' };
      }
    },
  });
  isSaid(t, await brokenBy({ 'ci.sh': SCRIPT }, text => [right(text)], error), 'a new error of b-push');
});

for (const name of foldersIn('fixtures/migrate')) {
  test(`nothing is broken by a move of fixtures/migrate/${name}`, async t => {
    const destination = { builder: { organization: 'acme', name: 'default' }, toolchain: 'modern' } as const;
    const project = projectIn(`fixtures/migrate/${name}/before`);
    const { broken, moved } = await migrateChecked(
      project,
      remembered(changed => lintWhole(changed, rules)),
      destination,
    );
    t.true(moved.length > 0);
    t.deepEqual(broken, []);
  });
}

test('told of bytes that changed without an edit', async t => {
  const project = memoryProject({ 'ci.sh': SCRIPT });
  const { fixed, files } = await fixChecked(project, changed => lintWhole(changed, [fixedBy(text => [right(text)])]), { unsafe: true });
  t.deepEqual(changedElsewhere(project, fixed, files), []);
  const altered = new Map([...files].map(([path, text]) => [path, text.replace('npm', 'pnpm')]));
  t.deepEqual(changedElsewhere(project, fixed, altered), ['ci.sh: bytes changed that no edit touches']);
  t.deepEqual(changedElsewhere(project, fixed, new Map()), ['ci.sh: bytes changed that no edit touches']);
  const other = memoryProject({ 'ci.sh': SCRIPT }).read('ci.sh') as SourceFile;
  const stray = fixed.map(one => ({
    ...one,
    fix: { title: '', safe: true, edits: [{ span: { file: other, start: 0, end: 0 }, text: '#' }] },
  }));
  t.deepEqual(changedElsewhere(project, [...fixed, ...stray], files), ['ci.sh: an edit is of another text than the one before it left']);
});

function isSaid(t: ExecutionContext, broken: readonly string[], said: string): void {
  t.true(
    broken.some(one => one.includes(said)),
    broken.join('\n') || 'nothing is broken',
  );
}
