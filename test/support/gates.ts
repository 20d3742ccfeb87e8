import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from './fixtures.js';

/** A file that `src/cli/gates.md` shows to copy: its path stands in backticks before it. */
export interface Snippet {
  readonly path: string;
  readonly text: string;
}

export function gateSnippets(): readonly Snippet[] {
  const document = readFileSync(join(top, 'src/cli/gates.md'), 'utf8');
  return [...document.matchAll(/^`([^`\n]+)`.*\n\n```\w+\n([\s\S]*?)^```$/gm)].map(([, path = '', text = '']) => ({ path, text }));
}

export function gateSnippet(path: string): string {
  const snippet = gateSnippets().find(one => one.path === path);
  if (snippet === undefined) throw new Error(`gates.md shows no ${path}`);
  return snippet.text;
}
