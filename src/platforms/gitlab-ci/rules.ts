import { asMap, entriesOf, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { append } from '../../model/append.js';
import { ALWAYS, all, any, type Condition, type Event, NEVER, not, onEvents, unreadable } from '../../model/condition.js';
import { flatten } from '../flatten.js';
import { readExpression } from './expression.js';
import { IS_BRANCH, IS_MERGE_REQUEST, IS_TAG, sourceCondition } from './predefined.js';

/** A rule that adds the job to a pipeline where it is the first that matches. */
export interface MatchedRule {
  readonly matches: Condition;
  readonly variables: YamlMap | undefined;
}

export interface Runs {
  readonly condition: Condition;
  /** kinds of pipeline that the configuration speaks of */
  readonly named: readonly Event[];
  /** in their order */
  readonly rules: readonly MatchedRule[];
}

/** Conditions nest as deep as there are rules. The longest list met had 20. */
const MAX_RULES = 100;

/**
 * `rules` of a job, of `workflow` or of an include: the first that matches decides, and where none does, nothing runs
 * (https://docs.gitlab.com/ci/yaml/#rules).
 */
export function readRules(node: YamlNode): Runs {
  const named: Event[] = [];
  const { items, cut } = flatten(node);
  const rules = items.slice(0, MAX_RULES).map(item => ({ item, ...readRule(item, named) }));
  const condition = rules.reduceRight(
    (rest, { item, matches, never }) => {
      if (never === false) return any(matches, rest);
      const passed = all(not(matches), rest);
      // A rule that could not be read may be one that takes the job out, or one that adds it.
      return never === true ? passed : any(all(matches, assumption(item, 'outcome')), passed);
    },
    cut || items.length > MAX_RULES ? assumption(node, 'rest') : NEVER,
  );
  const adding = rules.filter(rule => rule.never === false);
  return { condition, named, rules: adding.map(({ item, matches }) => ({ matches, variables: asMap(asMap(item)?.get('variables')) })) };
}

/** An assumption that only this very place shares. */
function assumption(node: YamlNode, what: string): Condition {
  return unreadable(`${what} of rules`, `${what} ${node.span.file.path}:${node.span.start}`);
}

function readRule(item: YamlNode, named: Event[]): { readonly matches: Condition; readonly never: boolean | undefined } {
  const rule = asMap(item);
  if (rule === undefined) return { matches: assumption(item, 'match'), never: undefined };
  const parts: Condition[] = [];
  const expression = textOf(rule.get('if'));
  if (expression !== undefined) {
    const read = readExpression(expression);
    parts.push(read.condition);
    append(named, read.named);
  }
  const changes = rule.get('changes');
  if (changes !== undefined) parts.push(changesCondition(changes));
  const exists = rule.get('exists');
  if (exists !== undefined) parts.push(unreadable(`exists: ${pathsText(exists)}`));
  return { matches: all(...parts), never: textOf(rule.get('when')) === 'never' };
}

/** Pipelines without a push have nothing to compare with, and `changes` is true (https://docs.gitlab.com/ci/yaml/#ruleschanges). */
function changesCondition(changes: YamlNode): Condition {
  const changed = unreadable(`changes: ${pathsText(changes)}`);
  if (asMap(changes)?.get('compare_to') !== undefined) return changed;
  return any(onEvents('tag', 'schedule', 'manual', 'call', 'other'), changed);
}

function pathsText(node: YamlNode): string {
  const map = asMap(node);
  if (map === undefined) return textsOf(node).join(', ');
  return map.entries
    .map(({ key, value }) => (key.decoded === 'paths' ? textsOf(value).join(', ') : `${key.decoded} ${textOf(value)}`))
    .join(', ');
}

function textsOf(node: YamlNode | undefined): readonly string[] {
  if (node === undefined) return [];
  return flatten(node)
    .items.map(textOf)
    .filter(text => text !== undefined);
}

/** A job without `rules`, `only` and `except` runs for branches and tags, not for merge requests (`only: [branches, tags]`). */
const BY_DEFAULT: Condition = not(IS_MERGE_REQUEST);

/**
 * When a job is added to pipelines.
 * @param get the effective value of a key of the job
 * @param hasWorkflowRules with `workflow:rules` the default is to run in every pipeline there is
 */
export function runsOf(get: (key: string) => YamlNode | undefined, hasWorkflowRules: boolean): Runs {
  const rules = get('rules');
  if (rules !== undefined) return readRules(rules);
  const never = textOf(get('when')) === 'never';
  const only = get('only');
  const except = get('except');
  const named: Event[] = [];
  const added =
    only === undefined ? (hasWorkflowRules ? ALWAYS : BY_DEFAULT) : all(...refPolicy(only, named), hasNoRefs(only) ? BY_DEFAULT : ALWAYS);
  const removed = except === undefined ? NEVER : any(...refPolicy(except, named));
  return { condition: never ? NEVER : all(added, not(removed)), named, rules: [] };
}

/** `only` of other clauses keeps the default `refs: [branches, tags]` (GitLab's `lib/gitlab/ci/config/entry/policy.rb`, where they are merged). */
function hasNoRefs(only: YamlNode): boolean {
  return asMap(only) !== undefined && asMap(only)?.get('refs') === undefined;
}

/** The clauses of `only` and `except`: all of them have to hold for `only`, one for `except`. */
function refPolicy(node: YamlNode, named: Event[]): readonly Condition[] {
  const map = asMap(node);
  if (map === undefined) return [refs(node, named)];
  const clauses: Condition[] = [];
  for (const { key, value } of entriesOf(map)) {
    if (key.decoded === 'refs') clauses.push(refs(value, named));
    else if (key.decoded === 'changes') clauses.push(changesCondition(value));
    else if (key.decoded === 'kubernetes') clauses.push(unreadable('kubernetes: active'));
    else if (key.decoded === 'variables') {
      const read = textsOf(value).map(readExpression);
      for (const one of read) append(named, one.named);
      clauses.push(any(...read.map(one => one.condition)));
    }
  }
  return clauses;
}

/** https://docs.gitlab.com/ci/yaml/deprecated_keywords/#onlyrefs--exceptrefs */
const REF_KEYWORDS: Readonly<Record<string, string>> = {
  api: 'api',
  chat: 'chat',
  external: 'external',
  external_pull_requests: 'external_pull_request_event',
  merge_requests: 'merge_request_event',
  pipelines: 'pipeline',
  pushes: 'push',
  schedules: 'schedule',
  triggers: 'trigger',
  web: 'web',
};

function refs(node: YamlNode, named: Event[]): Condition {
  const conditions = textsOf(node).map(ref => {
    if (ref === 'branches') return IS_BRANCH;
    if (ref === 'tags') return IS_TAG;
    const source = Object.hasOwn(REF_KEYWORDS, ref) ? REF_KEYWORDS[ref] : undefined;
    if (source === undefined) return refCondition(ref);
    const read = sourceCondition(candidate => candidate === source, source);
    append(named, read.named);
    return read.condition;
  });
  return any(...conditions);
}

/** A branch or tag by name or pattern. The key is that of the same comparison in `rules`. */
function refCondition(ref: string): Condition {
  // `name@group/project` runs in that project only
  const [name = ref, project] = ref.startsWith('/') ? [ref] : ref.split('@', 2);
  const comparison = name.startsWith('/') ? `=~ ${name}` : `== "${name}"`;
  return all(
    any(all(IS_BRANCH, unreadable(`$CI_COMMIT_BRANCH ${comparison}`)), all(IS_TAG, unreadable(`$CI_COMMIT_TAG ${comparison}`))),
    project === undefined ? ALWAYS : unreadable(`$CI_PROJECT_PATH == "${project}"`),
  );
}
