import { asMap, entriesOf, isNoMap, oneOrMore, textOf, type YamlMap, type YamlNode, yamlMap } from '../../formats/yaml.js';
import { append } from '../../model/append.js';
import { ALWAYS, all, any, type Condition } from '../../model/condition.js';
import type { Unread } from '../../model/pipeline.js';
import type { Call } from '../../model/step.js';
import { type Project, pathFrom } from '../../project/project.js';
import { type SourceFile, type Span, span } from '../../source/file.js';
import { type ReadYaml, readYaml } from '../template.js';
import { globMatcher } from './globs.js';
import { type Inputs, inputsOf, interpolated, NO_INPUTS } from './inputs.js';
import { deepMerge, without } from './merge.js';
import { readRules } from './rules.js';

/** How a file came into the configuration. */
export interface Origin {
  /** the includes that lead to it, outermost first */
  readonly via: readonly Call[];
  /** when it is included: `rules` of the includes on the way */
  readonly condition: Condition;
}

/** A CI file with all that it includes merged into it. */
export interface Config {
  readonly root: YamlMap;
  readonly origins: ReadonlyMap<SourceFile, Origin>;
  /** includes whose content nobody has seen; it may set any default and any hidden job */
  readonly unseen: readonly Span[];
  /** some include was not followed, so jobs that are completed here may begin there */
  readonly partial: boolean;
  readonly unread: readonly Unread[];
}

/** GitLab's own bounds, https://docs.gitlab.com/administration/settings/continuous_integration/#set-maximum-includes */
const MAX_INCLUDES = 150;
const MAX_DEPTH = 100;

export function loadConfig(file: SourceFile, root: string, project: Project): Config {
  const loader = new Loader(root, project);
  const merged = loader.load(file, { via: [], condition: ALWAYS }, undefined);
  return { root: merged, origins: loader.origins, unseen: loader.unseen, partial: loader.partial, unread: loader.unread };
}

class Loader {
  readonly origins = new Map<SourceFile, Origin>();
  readonly unseen: Span[] = [];
  readonly unread: Unread[] = [];
  partial = false;
  readonly #root: string;
  readonly #project: Project;
  readonly #parsed = new Map<SourceFile, ReadYaml>();
  #open: readonly SourceFile[] = [];
  #count = 0;
  #globs = 0;

  constructor(root: string, project: Project) {
    this.#root = root;
    this.#project = project;
  }

  /** @param given the `inputs` of the include; `undefined` for the file that nothing includes */
  load(file: SourceFile, origin: Origin, given: { readonly inputs: YamlNode | undefined } | undefined): YamlMap {
    this.#note(file, origin);
    const { header, content } = this.#documents(file);
    const inputs: Inputs = given === undefined ? NO_INPUTS : inputsOf(header, given.inputs);
    const own = interpolated(content, inputs);
    const before = this.#open;
    this.#open = [...before, file];
    let base: YamlMap = yamlMap(own.span, []);
    for (const item of oneOrMore(own.get('include'))) {
      for (const included of this.#include(item, origin)) base = deepMerge(base, included);
    }
    this.#open = before;
    return deepMerge(base, without(own, 'include'));
  }

  /** A file that is included twice is there when either include is. */
  #note(file: SourceFile, origin: Origin): void {
    const known = this.origins.get(file);
    this.origins.set(file, known === undefined ? origin : { via: known.via, condition: any(known.condition, origin.condition) });
  }

  #documents(file: SourceFile): { readonly header: YamlNode | undefined; readonly content: YamlMap } {
    const known = this.#parsed.get(file);
    // Psych, which GitLab reads YAML with, lets what is written last win over merge keys.
    const yaml = known ?? readYaml(file, { merge: 'last' });
    const { documents, problems } = yaml;
    this.#parsed.set(file, yaml);
    const [first, second, third] = documents;
    const hasHeader = asMap(first)?.get('spec') !== undefined && second !== undefined;
    const rest = hasHeader ? third : second;
    if (rest !== undefined) this.#skip(rest.span, 'only the first document, or the one behind a spec header, is read', 'unsupported');
    const content = hasHeader ? second : first;
    // A text that is no YAML at all has a problem in every line; one note says it all.
    const map = asMap(content);
    const isForeign = isNoMap(content) || (map !== undefined && problems.length > 0 && !looksLikeJobs(map));
    if (isForeign) this.#skip(span(file, 0, 0), 'this is no GitLab CI configuration: it is no YAML map of jobs', 'syntax');
    else if (known === undefined) append(this.unread, yaml.notes);
    return { header: hasHeader ? first : undefined, content: (isForeign ? undefined : map) ?? yamlMap(span(file, 0, 0), []) };
  }

  #skip(at: Span, why: string, kind: Unread['kind']): void {
    this.unread.push({ at, why, kind });
  }

  /** Something is included here that nobody has seen. */
  #lost(at: Span, why: string, kind: Unread['kind']): readonly YamlMap[] {
    this.unseen.push(at);
    this.partial = true;
    this.#skip(at, why, kind);
    return [];
  }

  #include(item: YamlNode, origin: Origin): readonly YamlMap[] {
    const short = textOf(item);
    if (short !== undefined) {
      return /^https?:\/\//.test(short)
        ? this.#lost(item.span, 'an include of a remote file is not followed', 'remote')
        : this.#local(item, item, origin);
    }
    const local = asMap(item)?.get('local');
    if (local !== undefined) return this.#local(local, item, origin);
    const kind = ['remote', 'template', 'project', 'component'].find(key => asMap(item)?.get(key) !== undefined);
    if (kind === undefined) return this.#lost(item.span, 'an include of a kind we do not know is not followed', 'unsupported');
    // GitLab's own templates in these folders add jobs only; others may set defaults for all jobs.
    if (/^(?:Security|Jobs|Workflows|Verify)\//.test(textOf(asMap(item)?.get('template')) ?? '')) {
      this.partial = true;
      this.#skip(item.span, "an include of one of GitLab's templates is not followed", 'remote');
      return [];
    }
    return this.#lost(item.span, `an include of a ${kind} is not followed`, 'remote');
  }

  #local(path: YamlNode, item: YamlNode, origin: Origin): readonly YamlMap[] {
    const text = textOf(path) ?? '';
    if (text === '' || text.includes('$')) return this.#lost(item.span, 'the path of this include is known only to a run', 'dynamic');
    const found = this.#files(text, item);
    if (found === undefined) return [];
    const rules = asMap(item)?.get('rules');
    const condition = rules === undefined ? origin.condition : all(origin.condition, readRules(rules).condition);
    const given = { inputs: asMap(item)?.get('inputs') };
    return found.map(file => this.load(file, { via: [...origin.via, { at: item.span, callee: file.path }], condition }, given));
  }

  /** `undefined`, and a note, where nothing can be included. */
  #files(text: string, item: YamlNode): readonly SourceFile[] | undefined {
    const path = pathFrom(this.#root, text, this.#root);
    if (path === undefined) return void this.#lost(item.span, 'this include leads outside the project', 'unsupported');
    const isGlob = path.includes('*');
    if (isGlob && ++this.#globs > MAX_INCLUDES)
      return void this.#lost(item.span, `more than ${MAX_INCLUDES} includes are not followed`, 'limit');
    const paths = isGlob ? this.#matching(path) : [path];
    if (paths.length === 0) return void this.#lost(item.span, 'no file matches this include', 'missing');
    const files: SourceFile[] = [];
    for (const each of paths) {
      const file = this.#project.read(each);
      if (file === undefined)
        this.#lost(item.span, `the included file '${each}' ${this.#project.problem(each) ?? 'is not there'}`, 'missing');
      else if (this.#open.includes(file)) this.#skip(item.span, `'${each}' includes itself`, 'unsupported');
      else if (++this.#count > MAX_INCLUDES || this.#open.length > MAX_DEPTH) {
        this.#lost(item.span, `more than ${MAX_INCLUDES} includes are not followed`, 'limit');
      } else files.push(file);
    }
    return files;
  }

  #matching(glob: string): readonly string[] {
    return this.#project.paths.filter(globMatcher(glob));
  }
}

/** Whether a map has anything that a configuration has. A saved web page can be read as a map of its lines. */
function looksLikeJobs(map: YamlMap): boolean {
  return map.entries.some(({ key, value }) => NO_JOBS.has(key.decoded) || entriesOf(value).some(entry => entry.key.decoded === 'script'));
}

/** The local files that a configuration includes, itself not among them, through all includes. */
export function includedFiles(config: Config): readonly SourceFile[] {
  return [...config.origins.entries()].filter(([, origin]) => origin.via.length > 0).map(([file]) => file);
}

/** Keys at the top level that are no jobs, https://docs.gitlab.com/ci/jobs/#job-name-limitations */
const NO_JOBS: ReadonlySet<string> = new Set([
  'after_script',
  'before_script',
  'cache',
  'default',
  'image',
  'include',
  'services',
  'spec',
  'stages',
  'types',
  'variables',
  'workflow',
]);

/** The jobs, hidden ones included, by name. */
export function jobEntries(root: YamlMap) {
  return entriesOf(root).filter(({ key, value }) => value.kind === 'map' && !NO_JOBS.has(key.decoded));
}
