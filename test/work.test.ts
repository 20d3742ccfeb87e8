import test from 'ava';
import { lint } from '../src/lint.js';
import { work } from '../src/model/work.js';
import type { Project } from '../src/project/project.js';
import { defineRule } from '../src/rule.js';
import { expectedText, foldersIn, projectIn } from './support/fixtures.js';

/** A project that counts what is asked of it. */
function counting(project: Project): { readonly project: Project; readonly reads: ReadonlyMap<string, number> } {
  const reads = new Map<string, number>();
  const read = (path: string) => {
    reads.set(path, (reads.get(path) ?? 0) + 1);
    return project.read(path);
  };
  return { project: { paths: project.paths, has: path => project.has(path), problem: path => project.problem(path), read }, reads };
}

async function workFor(folder: string): Promise<string> {
  let calls = 0;
  const probe = defineRule({
    id: 'probe',
    summary: 'Counts how often a rule is asked',
    severity: 'note',
    category: 'policy',
    practice: 'https://docs.docker.com/build-cloud/ci/',
    check() {
      calls++;
      return [];
    },
  });
  const before = { ...work };
  const { project, reads } = counting(projectIn(folder));
  await lint(project, [probe]);
  const done = Object.entries(work).map(([what, count]) => `${what} ${count - before[what as keyof typeof work]}`);
  return `filesRead ${reads.size}, ${done.join(', ')}, callsOfARule ${calls}`;
}

test('no change makes more work than was meant', async t => {
  const lines: string[] = [];
  // One after the other: they count in one place.
  for (const name of foldersIn('fixtures/projects')) lines.push(`${name}: ${await workFor(`fixtures/projects/${name}`)}\n`);
  const text = lines.join('');
  t.is(text, expectedText('fixtures/projects/expected.work.txt', text));
});
