import test from 'ava';
import { PipelineRoom } from '../src/model/limits.js';
import { platforms } from '../src/platforms/index.js';
import type { Platform } from '../src/platforms/platform.js';
import type { Project } from '../src/project/project.js';
import { expectedText, foldersIn, projectIn } from './support/fixtures.js';
import { printPipeline } from './support/print-pipeline.js';

const FOLDER = 'fixtures/platforms';

/** Every pipeline that a platform finds in a project, printed. */
async function printed(platform: Platform, project: Project): Promise<string> {
  const reader = await platform.load();
  const texts: string[] = [];
  for (const path of project.paths) {
    const file = project.read(path);
    const root = platform.rootOf(path) ?? (file && platform.claims?.(path, file.text.slice(0, 4096)) ? '' : undefined);
    if (file === undefined || root === undefined) continue;
    texts.push(...reader.read(file, root, project, new PipelineRoom()).map(printPipeline));
  }
  return texts.join('\n');
}

const ids = foldersIn(FOLDER);

for (const id of ids) {
  for (const name of foldersIn(`${FOLDER}/${id}`)) {
    test(`${id}: ${name}`, async t => {
      const platform = platforms.find(candidate => candidate.id === id);
      if (platform === undefined) return t.fail(`no platform '${id}' is in the list`);
      const folder = `${FOLDER}/${id}/${name}`;
      const text = await printed(platform, projectIn(folder));
      t.regex(text, /^pipeline /, 'no pipeline was found');
      t.is(text, expectedText(`${folder}/steps.txt`, text));
    });
  }
}

test('there are cases for platforms', t => {
  t.true(ids.length > 0);
  for (const id of ids) t.true(foldersIn(`${FOLDER}/${id}`).length > 0, `no case for ${id}`);
});
