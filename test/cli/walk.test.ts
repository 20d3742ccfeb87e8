import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { walk } from '../../src/cli/walk.js';
import { folderWith } from '../support/folder.js';

test('dot-folders are walked, node_modules and .git are not, at any depth', t => {
  const base = folderWith(t, {
    '.github/workflows/ci.yml': '',
    '.git/config': '',
    'node_modules/a/.travis.yml': '',
    'packages/b/node_modules/c/ci.sh': '',
    'packages/b/ci.sh': '',
  });
  t.deepEqual(walk(base, '').files, ['.github/workflows/ci.yml', 'packages/b/ci.sh']);
});

test('.gitignore files of every level count, the deepest last', t => {
  const base = folderWith(t, {
    '.gitignore': '*.log\n/dist/\n',
    'a.log': '',
    'dist/ci.sh': '',
    'sub/.gitignore': '!keep.log\n/own\n',
    'sub/keep.log': '',
    'sub/drop.log': '',
    'sub/own': '',
    'sub/deeper/own': '',
    'sub/dist/ci.sh': '',
  });
  t.deepEqual(walk(base, '').files, ['.gitignore', 'sub/.gitignore', 'sub/deeper/own', 'sub/dist/ci.sh', 'sub/keep.log']);
});

test('a folder that is named is walked though git ignores it', t => {
  const base = folderWith(t, { '.gitignore': 'dist/\n*.tmp\n', 'dist/ci.sh': '', 'dist/sub/ci.sh': '', 'src/x.tmp': '', 'src/ci.sh': '' });
  t.deepEqual(walk(base, 'dist').files, ['dist/ci.sh', 'dist/sub/ci.sh']);
  t.deepEqual(walk(base, 'dist/sub').files, ['dist/sub/ci.sh']);
  t.deepEqual(walk(base, 'src').files, ['src/ci.sh'], 'the rules of the folders above hold where they do not name it');
});

test('what is left out is not entered', t => {
  const base = folderWith(t, { 'a/x.sh': '', 'b/y.sh': '', 'z.sh': '' });
  const seen: string[] = [];
  const { files } = walk(base, '', path => {
    seen.push(path);
    return path === 'a/' || path === 'z.sh';
  });
  t.deepEqual(files, ['b/y.sh']);
  t.deepEqual(seen.sort(), ['a/', 'b/', 'b/y.sh', 'z.sh']);
});

test('a linked folder outside the base folder is refused, one inside is walked', t => {
  const base = folderWith(t, { 'project/ci/a.sh': '', 'elsewhere/b.sh': '' });
  mkdirSync(join(base, 'project/.github'));
  symlinkSync('../ci', join(base, 'project/.github/workflows'));
  symlinkSync('../elsewhere', join(base, 'project/out'));
  t.deepEqual(walk(join(base, 'project'), ''), {
    files: ['.github/workflows/a.sh', 'ci/a.sh'],
    refused: [{ path: 'out', problem: 'is a link to a folder outside the base folder' }],
    noticed: [],
  });
});

test('links in a circle end', t => {
  const base = folderWith(t, { 'a/x.sh': '', 'b/y.sh': '' });
  symlinkSync('..', join(base, 'a/up'));
  symlinkSync('../b', join(base, 'a/b'));
  symlinkSync('../a', join(base, 'b/a'));
  symlinkSync('self', join(base, 'self'));
  symlinkSync('nowhere', join(base, 'dangling'));
  const { files, refused } = walk(base, '');
  t.deepEqual(refused, []);
  t.true(files.length < 10, files.join());
  t.true(files.includes('a/x.sh') && files.includes('b/y.sh'));
});

test('files to look out for are noted, ignored by git or not', t => {
  const base = folderWith(t, { 'a/.rc': '', 'b/.rc': '', '.gitignore': 'a/\nb/.rc\n' });
  t.deepEqual(
    walk(base, '', () => false, new Set(['.rc'])),
    { files: ['.gitignore'], refused: [], noticed: ['b/.rc'] },
  );
});
