import test from 'ava';
import { Progress } from '../../src/cli/progress.js';

/** What is written while a clock goes on. */
function written(isTerminal: boolean, times: readonly number[]): readonly string[] {
  const texts: string[] = [];
  let now = 0;
  const progress = new Progress({ isTerminal, write: text => texts.push(text) }, () => now);
  for (const time of times) {
    now = time;
    progress.tell('read', time, 9000);
  }
  progress.end();
  return texts;
}

test('nothing is told before a second is over, then a line at most ten times a second, which is taken away', t => {
  t.deepEqual(written(true, [10, 900, 999]), []);
  t.deepEqual(written(true, [999, 1000, 1050, 1100]), ['\r\u001b[Kread 1000 of 9000', '\r\u001b[Kread 1100 of 9000', '\r\u001b[K']);
});

test('nothing is told where nobody looks', t => {
  t.deepEqual(written(false, [2000]), []);
});
