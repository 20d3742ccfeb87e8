import { type BaseIssue, type GenericSchema, safeParse } from 'valibot';
import { parseYaml, type YamlNode } from '../formats/yaml.js';
import { type SourceFile, type Span, span } from '../source/file.js';
import { type ConfigData, configSchema } from './schema.js';
import type { Vocabulary } from './vocabulary.js';

/** A configuration file that was read and is right. */
export interface ConfigDocument {
  readonly data: ConfigData;
  /** where the value of these keys and indices is written */
  at(...path: readonly (string | number)[]): Span;
}

export interface ConfigProblem {
  readonly at: Span;
  /** full sentences */
  readonly message: string;
}

/** What is wrong with the configuration, for whoever wrote it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems[0]?.message ?? 'The configuration is wrong.');
    this.problems = problems;
  }
}

/** Aliases of aliases could make a small file stand for more values than fit into memory; a configuration has a few hundred. */
const MOST_VALUES = 20_000;
const LARGEST_CONFIGURATION = 1024 * 1024;
const MOST_PROBLEMS = 20;

/** Reads and checks configuration files, all by one schema. */
export class DocumentReader {
  readonly #vocabulary: Vocabulary;
  #schema: GenericSchema<unknown, ConfigData> | undefined;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /**
   * @param key the key of the file below which the configuration stands, as in `package.json`
   * @returns `undefined` where the file has no such key
   * @throws ConfigError with every problem and its place
   */
  read(file: SourceFile, key?: string): ConfigDocument | undefined {
    if (file.text.length > LARGEST_CONFIGURATION)
      throw new ConfigError([problem(span(file, 0, 0), 'A configuration larger than 1 MB is not read.')]);
    const whole = rootOf(file);
    const root = key === undefined || whole === undefined ? whole : whole.kind === 'map' ? whole.get(key) : undefined;
    if (root === undefined) return key === undefined ? { data: {}, at: () => span(file, 0, 0) } : undefined;
    if (root.kind !== 'map') throw new ConfigError([problem(root.span, 'A map is expected here.')]);
    this.#schema ??= configSchema(this.#vocabulary);
    const data = new DataMaker().dataOf(root);
    const problems = new Map<string, ConfigProblem>();
    for (;;) {
      const checked = safeParse(this.#schema, data);
      const issues = checked.success ? [] : checked.issues.map(issue => deepest(issue));
      for (const issue of issues) {
        const found = problemOf(issue, root);
        problems.set([found.at.start, found.message].join(' '), found);
      }
      if (checked.success && problems.size === 0) return { data: checked.output, at: (...path) => spanAt(root, path) };
      // The library names one unknown key of a map and stops there: without it the others show.
      if (problems.size >= MOST_PROBLEMS || !issues.some(removeUnknownKey)) break;
    }
    throw new ConfigError([...problems.values()].sort((a, b) => a.at.start - b.at.start).slice(0, MOST_PROBLEMS));
  }
}

/** @returns whether there was one */
function removeUnknownKey(issue: Issue): boolean {
  const last = issue.path?.at(-1);
  if (issue.expected !== 'never' || last === undefined || Array.isArray(last.input)) return false;
  return Reflect.deleteProperty(last.input as object, last.key as string);
}

function problem(at: Span, message: string): ConfigProblem {
  return { at, message };
}

/** JSON is read as the YAML that it also is: both then have places and one way to fail. */
function rootOf(file: SourceFile): YamlNode | undefined {
  const { documents, problems } = parseYaml(file);
  if (problems.length > 0)
    throw new ConfigError(problems.slice(0, MOST_PROBLEMS).map(({ at, message }) => problem(at, `This cannot be read: ${message}.`)));
  const [root, second] = documents;
  if (second !== undefined) throw new ConfigError([problem(second.span, 'A configuration is one document; this is a second one.')]);
  return root?.kind === 'scalar' && root.value === null ? undefined : root;
}

class DataMaker {
  #values = 0;

  dataOf(node: YamlNode): unknown {
    this.#values++;
    if (this.#values > MOST_VALUES)
      throw new ConfigError([problem(node.span, `A configuration of more than ${MOST_VALUES} values is not read.`)]);
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'list') return node.items.map(item => this.dataOf(item));
    // `fromEntries` defines own properties, whatever their names; the schema's library would pass over these.
    for (const { key } of node.entries) {
      if (['__proto__', 'constructor', 'prototype'].includes(key.decoded))
        throw new ConfigError([problem(key.span, `There is no key '${key.decoded}'.`)]);
    }
    return Object.fromEntries(node.entries.map(entry => [entry.key.decoded, this.dataOf(entry.value)]));
  }
}

type Issue = BaseIssue<unknown>;

/** Where several forms are allowed, the form that fits furthest is the one that was meant; the first of equals. */
function deepest(issue: Issue, above: Issue['path'] = undefined): Issue {
  const path = [...(above ?? []), ...(issue.path ?? [])] as unknown as Issue['path'];
  const inner = (issue.issues ?? []).map(one => deepest(one, path));
  let best: Issue | undefined;
  for (const one of inner) if (best === undefined || (one.path?.length ?? 0) > (best.path?.length ?? 0)) best = one;
  return best ?? { ...issue, path };
}

function problemOf(issue: Issue, root: YamlNode): ConfigProblem {
  const path = (issue.path ?? []).map(item => item.key as string | number);
  // To the library a list is a map with the keys 0, 1, …
  if (issue.expected === 'never' && Array.isArray(issue.path?.at(-1)?.input))
    return problem(spanAt(root, path.slice(0, -1)), 'A map is expected here.');
  return problem(spanAt(root, path, issue.expected === 'never'), issue.message);
}

/** The place of a value or of its key; of what is not there, the place of what should hold it. */
function spanAt(root: YamlNode, path: readonly (string | number)[], ofKey = false): Span {
  let node = root;
  let at = root.span;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (node.kind === 'map') {
      const entry = node.entry(String(step));
      if (entry === undefined) return at;
      at = last && ofKey ? entry.key.span : (entry.aliasSpan ?? entry.value.span);
      node = entry.value;
    } else if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (item === undefined) return at;
      at = item.span;
      node = item;
    } else return at;
  }
  return at;
}
