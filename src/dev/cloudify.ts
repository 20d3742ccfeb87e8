import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SourceFile } from '../source/file.js';
import { MISTAKES, type Mistake, RIGHT } from './cloudify/mistakes.js';
import { platformOf, type Site, sitesIn } from './cloudify/sites.js';
import { cloudified } from './cloudify/write.js';

/** A file that builds images, moved to a cloud builder. */
export interface Cloudified {
  readonly text: string;
  /** the rule that the planted mistake breaks, where one was planted */
  readonly planted?: string;
  /** nothing but what the file shows happens in it, so that a planted mistake is certain */
  readonly plain: boolean;
}

/** How often each mistake was planted so far, by rule. */
export type Planted = ReadonlyMap<string, number>;

/**
 * Rewrites the image builds of a file to run on a cloud builder; `undefined` where it builds none. One mistake goes to the first build:
 * of those that are one there, that which was planted least.
 * @param planted no mistake at all where it is absent
 */
export function cloudify(file: SourceFile, planted?: Planted): Cloudified | undefined {
  const [first, ...others] = sitesIn(file);
  if (first === undefined) return undefined;
  const mistake = planted === undefined ? undefined : rarest(first, planted);
  const plans = [[first, mistake?.plan ?? RIGHT] as const, ...others.map(site => [site, RIGHT] as const)];
  const text = cloudified(file, plans, madeUpToken(file.path));
  return { text, plain: first.plain, ...(mistake !== undefined && { planted: mistake.rule }) };
}

function rarest(site: Site, planted: Planted): Mistake | undefined {
  const times = (mistake: Mistake) => planted.get(mistake.rule) ?? 0;
  return MISTAKES.filter(mistake => mistake.fits(site)).sort((a, b) => times(a) - times(b))[0];
}

/** A token of the right form that opens nothing: its characters are worked out from the path. */
function madeUpToken(path: string): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  let state = 7;
  for (const character of path) state = (state * 31 + character.charCodeAt(0)) % 1_000_003;
  let token = 'dckr_pat_';
  for (let index = 0; index < 27; index++) {
    state = (state * 48_271) % 2_147_483_647;
    token += letters[state % letters.length];
  }
  return token;
}

/** `npm run cloudify -- IN OUT [--mistakes]`. Files without builds are left out; OUT/expected.tsv lists each
 * planted mistake: file, rule, and whether all that happens in the file can be seen. */
function main(args: readonly string[]): number {
  const [from, to] = args.filter(argument => !argument.startsWith('--'));
  if (from === undefined || to === undefined) {
    console.error('usage: npm run cloudify -- IN OUT [--mistakes]');
    return 2;
  }
  const withMistakes = args.includes('--mistakes');
  const expected: string[] = [];
  const planted = new Map<string, number>();
  let count = 0;
  for (const path of filesIn(from)) {
    const file = new SourceFile(path, readFileSync(join(from, path), 'utf8'));
    const result = cloudify(file, withMistakes ? planted : undefined);
    if (result === undefined) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), result.text);
    count++;
    if (result.planted === undefined) continue;
    planted.set(result.planted, (planted.get(result.planted) ?? 0) + 1);
    expected.push(`${path}\t${result.planted}\t${result.plain ? 'plain' : 'opaque'}`);
  }
  mkdirSync(to, { recursive: true });
  if (withMistakes) writeFileSync(join(to, 'expected.tsv'), expected.map(line => `${line}\n`).join(''));
  console.log(`${count} files, ${expected.length} mistakes`);
  return 0;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .filter(path => platformOf(path) !== undefined)
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
