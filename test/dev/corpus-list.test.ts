import test from 'ava';
import { rules } from '../../rules/index.js';
import { corpusList, differences } from '../../src/dev/corpus-list.js';
import { lint } from '../../src/lint.js';
import { memoryProject } from '../../src/project/memory.js';

const workflow = (step: string) => `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`;

async function listOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return corpusList(await lint(memoryProject(files), rules, { today: '2026-01-01' }));
}

test('findings and notes stand in one list by place, with their counts above', async t => {
  const list = await listOf({
    '.github/workflows/b.yml': workflow('run: docker buildx create --driver cloud acme/default'),
    '.github/workflows/a.yml': workflow('run: ./build-docker.sh'),
  });
  const lines = list.filter(line => !line.startsWith('# '));
  t.deepEqual(
    lines.map(line => line.split(' ').slice(0, 2).join(' ')),
    ['.github/workflows/a.yml:6:14 unread-missing', '.github/workflows/b.yml:6:35 login-missing'],
  );
  t.true(list.includes('# login-missing 1'));
  t.true(list.includes('# unread-missing 1'));
  t.true(list.includes('# files 2'));
});

test('a credential is not listed', async t => {
  const token = `dckr_pat_${'aB3'.repeat(9)}`;
  const list = await listOf({ '.github/workflows/a.yml': workflow(`run: docker login -u acme -p ${token} && ./docker-${token}.sh`) });
  t.true(list.length > 0);
  t.false(list.join('\n').includes(token));
});

test('what came and went, counts first, a line that stands twice counted twice', t => {
  t.deepEqual(differences(['# x 2', 'b', 'b', 'c'], ['# x 1', 'a', 'b', 'c']), ['- # x 2', '+ # x 1', '+ a', '- b']);
  t.deepEqual(differences(['# x 1', 'a'], ['# x 1', 'a']), []);
});
