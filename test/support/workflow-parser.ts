import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * GitHub's own parser of workflows. It imports JSON in a way that Node 20 refuses, so it is bundled first.
 * @returns what it says is wrong
 */
export async function checkWorkflow(text: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-parser-'));
  try {
    const outfile = join(folder, 'parser.cjs');
    await build({
      stdin: { contents: "export * from '@actions/workflow-parser'", resolveDir: import.meta.dirname },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      outfile,
    });
    const parser = await import(pathToFileURL(outfile).href);
    const { context } = parser.parseWorkflow({ name: 'image.yml', content: text }, { error() {}, info() {}, verbose() {} });
    return context.errors.getErrors().map((error: Error) => error.message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
