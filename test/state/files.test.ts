import test from 'ava';
import { stepsOf } from '../../src/rule.js';
import { fileBefore, filesOf, madeFolder } from '../../src/state/files.js';
import { made, run, type StepLike } from '../support/jobs.js';
import { word } from '../support/words.js';

const get = (to: string) => {
  return made({ kind: 'download', program: 'curl', to: word(to), failsOnError: false, makesDirectories: false, headers: [] });
};
const move = (from: string, to: string, executable?: boolean) => {
  return made({ kind: 'move-file', from: [word(from)], to: word(to), copies: false, ...(executable !== undefined && { executable }) });
};
const chmod = (path: string) => made({ kind: 'change-mode', paths: [word(path)], executable: true });
const mkdir = (path: string) => made({ kind: 'make-directory', paths: [word(path)] });
const PLUGIN = '~/.docker/cli-plugins/docker-buildx';

/** What lies at the plugin's path at the end: whether it can be executed, and whether it was downloaded. */
function at(reason: string, steps: readonly StepLike[], expected: string): void {
  test(`file: ${reason}`, t => {
    const end = run([...steps, 'end']).steps.at(-1);
    const file = end && fileBefore(end, PLUGIN);
    t.is(
      file === undefined ? 'nothing' : `${file.executable ?? 'as it was'} ${file.download === undefined ? 'ours' : 'downloaded'}`,
      expected,
    );
  });
}

at('none', [], 'nothing');
at('downloaded', [get(PLUGIN)], 'as it was downloaded');
at('downloaded to $HOME', [get('$HOME/.docker/cli-plugins/docker-buildx')], 'as it was downloaded');
at('downloaded and made executable', [get(PLUGIN), chmod(PLUGIN)], 'true downloaded');
at('another file made executable', [get(PLUGIN), chmod('/usr/x')], 'as it was downloaded');
at('made executable, then moved', [get('x'), chmod('x'), move('x', PLUGIN)], 'true downloaded');
at(
  'put into a folder',
  [get('docker-buildx'), mkdir('~/.docker/cli-plugins'), move('docker-buildx', '~/.docker/cli-plugins')],
  'as it was downloaded',
);
at('put into a folder by a slash', [get('docker-buildx'), move('docker-buildx', '~/.docker/cli-plugins/')], 'as it was downloaded');
at('installed', [get('x'), move('x', PLUGIN, true)], 'true downloaded');
at('a file of the repository', [move('bin/buildx', PLUGIN)], 'as it was ours');
at('downloaded over one that could be executed', [get(PLUGIN), chmod(PLUGIN), get(PLUGIN)], 'true downloaded');
at('to a path nobody knows', [get('$?/docker-buildx')], 'nothing');

test('the places of a downloaded file', t => {
  const all = run([get('x'), move('x', '/usr/a'), chmod('/usr/a')]);
  const [download] = stepsOf(all, 'download');
  t.deepEqual(download && filesOf(all, download).map(file => file.path), ['./x', '/usr/a', '/usr/a']);
});

test('folders that were made', t => {
  const all = run(['start', mkdir('~/.docker/cli-plugins'), 'end']);
  const [start, , end] = all.steps;
  t.is(start && madeFolder(start, '~/.docker/cli-plugins'), false);
  t.is(end && madeFolder(end, '~/.docker/cli-plugins'), true);
  t.is(end && madeFolder(end, '/usr'), false);
});
