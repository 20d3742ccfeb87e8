import { work } from '../model/work.js';
import type { SourceFile } from '../source/file.js';
import { parseWithLibrary } from './yaml-library.js';
import type { YamlNode } from './yaml-nodes.js';
import type { ParsedDocument } from './yaml-parsed.js';
import { parseQuickly } from './yaml-quick.js';
import { type YamlOptions, type YamlProblem, YamlReader } from './yaml-reader.js';
import { tooLargeAsYaml } from './yaml-size.js';

export * from './yaml-nodes.js';
export type { YamlOptions, YamlProblem } from './yaml-reader.js';
export type { ScalarStyle } from './yaml-scalar.js';

/** A YAML text: all its documents, and what is wrong with it. What stands around a fault is read all the same. */
export interface YamlFile {
  readonly documents: readonly YamlNode[];
  /** in the order of the text */
  readonly problems: readonly YamlProblem[];
}

const MAX_PROBLEMS = 50;

/**
 * Reads a file, or a stretch of it, as YAML 1.2. Never throws. Aliases are the node they stand for, the same object; there are no
 * cycles, and of what stands elsewhere a walk meets no more than `MAX_ALIASED` nodes (`yaml-reader.ts`).
 */
export function parseYaml(file: SourceFile, range?: { readonly start: number; readonly end: number }, options: YamlOptions = {}): YamlFile {
  const start = range?.start ?? 0;
  const text = (options.text ?? file.text).slice(start, range?.end);
  const reader = new YamlReader(file, start, options);
  work.yamlTexts++;
  const tooLarge = tooLargeAsYaml(text);
  if (tooLarge !== undefined) {
    reader.limit(0, 0, tooLarge);
    return { documents: [], problems: reader.problems };
  }
  try {
    for (const document of parseQuickly(text) ?? byLibrary(text)) reader.document(document);
  } catch (error) {
    // The parser is recursive; what is known to make it throw is a call stack filled by thousands of nested block collections.
    if (error instanceof RangeError) reader.limit(0, 0, 'nesting is too deep to be read');
    else reader.problem(0, 0, 'the YAML parser gave up');
  }
  return { documents: reader.documents, problems: firstOf(reader.problems.sort((a, b) => a.at.start - b.at.start)) };
}

function byLibrary(text: string): readonly ParsedDocument[] {
  work.yamlTextsByLibrary++;
  return parseWithLibrary(text);
}

/** A file that is no YAML at all (a saved web page) has a problem in each line. */
function firstOf(problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const next = problems[MAX_PROBLEMS];
  if (next === undefined) return problems;
  return [
    ...problems.slice(0, MAX_PROBLEMS),
    { at: next.at, message: `${problems.length - MAX_PROBLEMS} more problems from here on`, ...(next.isLimit && { isLimit: true }) },
  ];
}
