import test from 'ava';
import fc from 'fast-check';
import { FilePlaces } from '../../src/findings/file-places.js';
import { SourceFile, span } from '../../src/source/file.js';

const FILE = new SourceFile('a.yml', 'x'.repeat(40));
const place = fc.tuple(fc.nat(30), fc.nat(8)).map(([start, length]) => [start, start + length] as const);
/** for each job its steps, each with its places */
const jobs = fc.array(fc.array(fc.array(place, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), { maxLength: 4 });

test('the steps that touch a stretch are those a look at all of them finds, in the order of their jobs', t => {
  fc.assert(
    fc.property(jobs, place, (made, [start, end]) => {
      const places = made.map((steps, job) => ({
        file: FILE,
        jobKey: `job ${job}`,
        jobName: `job ${job}`,
        jobEntry: `job ${job}`,
        steps: Float64Array.from(steps.flatMap((of, step) => [step, 0, of.length, ...of.flat()])),
      }));
      const expected = made.flatMap((steps, job) =>
        steps.flatMap((of, step) => (of.some(([from, to]) => from <= end && start <= to) ? [`job ${job} ${step}`] : [])),
      );
      const found = new FilePlaces(places).usersAt(span(FILE, start, end));
      t.deepEqual(
        found.map(({ jobKey, statement }) => `${jobKey} ${statement}`),
        expected,
      );
    }),
  );
});
