import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import test from 'ava';
import { top } from '../support/fixtures.js';

const files = (folder: string) =>
  readdirSync(join(top, folder))
    .filter(name => name.endsWith('.ts') && name !== 'index.ts')
    .map(name => [name, readFileSync(join(top, folder, name), 'utf8')] as const);

for (const [name, text] of files('src/knowledge')) {
  test(`src/knowledge/${name} says where its facts are from, and when they were checked`, t => {
    const comments = (parse(text, { sourceType: 'module', plugins: ['typescript'] }).comments ?? [])
      .map(comment => comment.value)
      .join('\n');
    t.regex(comments, /https:\/\/|docker\/(?:cli|buildx|compose|actions-toolkit)\b/);
    t.regex(comments, /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) 20(?:2[5-9]|[3-9]\d)\b/);
  });
}

/** Versions change; they are facts with a date, and have a place for that. */
test('no rule holds a version of its own', t => {
  const found = files('rules').flatMap(([name, text]) => {
    const tokens = parse(text, { sourceType: 'module', plugins: ['typescript'], tokens: true }).tokens ?? [];
    const texts = tokens.flatMap((token: { type: unknown; value?: unknown }) =>
      typeof token.value === 'string' && !isComment(token) ? [token.value] : [],
    );
    return texts
      .filter(value => /\bv?\d+\.\d+(?:\.\d+)?\b|\bv\d+\b/.test(value) && !/^\/|https:/.test(value))
      .map(value => `${name}: ${value}`);
  });
  t.deepEqual(found, []);
});

function isComment({ type }: { readonly type: unknown }): boolean {
  return type === 'CommentBlock' || type === 'CommentLine';
}
