import { asMap, entriesOf, itemsOf, oneOrMore, textOf, type YamlMap, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { append } from '../../model/append.js';
import type { Event } from '../../model/condition.js';
import type { Trigger } from './scope.js';

// https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows

/** `on: push`, `on: [push, pull_request]`, `on: { push: { branches: [main] } }`. Never empty: what cannot be read is some other event. */
export function readTriggers(on: YamlNode | undefined): readonly Trigger[] {
  const found: Trigger[] = [];
  const others: string[] = [];
  const add = (name: string, filters: YamlMap | undefined): void => {
    const triggers = triggersOf(name.toLowerCase(), filters);
    if (triggers === undefined) others.push(name.toLowerCase());
    else append(found, triggers);
  };
  if (on?.kind === 'map') for (const { key, value } of on.entries) add(key.decoded, asMap(value));
  else for (const item of oneOrMore(on)) add(textOf(item) ?? '', undefined);
  if (others.length > 0 || found.length === 0) found.push({ event: 'other', names: others });
  return found;
}

/** Events that start on one kind of reference. A push of a tag is an event of its own in the model. */
const SIMPLE: Readonly<Record<string, Event>> = {
  pull_request: 'pull-request',
  pull_request_target: 'pull-request-target',
  workflow_dispatch: 'manual',
  schedule: 'schedule',
  release: 'release',
  merge_group: 'merge-queue',
};

/** What starts a pull request workflow that names no types. */
const PULL_REQUEST_TYPES: readonly string[] = ['opened', 'synchronize', 'reopened'];

function triggersOf(name: string, filters: YamlMap | undefined): readonly Trigger[] | undefined {
  if (name === 'push') return pushes(filters);
  if (name === 'workflow_call') return [{ event: 'call', names: [] }];
  const event = SIMPLE[name];
  if (event === undefined) return undefined;
  const isPullRequest = event === 'pull-request' || event === 'pull-request-target';
  const types = oneOrMore(filters?.get('types')).map(item => textOf(item) ?? '');
  const actions = types.length > 0 ? types : isPullRequest ? PULL_REQUEST_TYPES : undefined;
  return [{ event, names: [name], ...(actions && { actions }), ...(isPullRequest && limits(filters?.get('branches'))) }];
}

/**
 * Without filters a push of a branch or of a tag starts the workflow; filters of one kind leave out the other
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore).
 */
function pushes(filters: YamlMap | undefined): readonly Trigger[] {
  const has = (key: string): boolean => filters?.entry(key) !== undefined;
  const branches = has('branches') || has('branches-ignore');
  const tags = has('tags') || has('tags-ignore');
  const triggers: Trigger[] = [];
  if (branches || !tags) triggers.push({ event: 'push', names: ['push'], ...limits(filters?.get('branches')) });
  if (tags || !branches) triggers.push({ event: 'tag', names: ['push'], ...limits(filters?.get('tags')) });
  return triggers;
}

/** Whether the push of a branch starts the workflow for some branches only. */
export function pushesOfSomeBranches(on: YamlNode | undefined): boolean {
  const filters = asMap(asMap(on)?.get('push'));
  return filters?.entry('branches') !== undefined || filters?.entry('branches-ignore') !== undefined;
}

function limits(filter: YamlNode | undefined): Partial<Trigger> {
  const patterns = oneOrMore(filter).map(item => textOf(item) ?? '');
  if (patterns.length === 0 || patterns.some(pattern => pattern.startsWith('!'))) return {};
  if (patterns.every(pattern => !/[*?+[\]\\]/.test(pattern))) return { refs: patterns };
  // A character before `?` or `+` may be missing or repeated, so it is no certain start.
  const starts = patterns.map(pattern => /^[^*?+[\]\\]*/.exec(pattern.replace(/.(?=[?+])/g, '*'))?.[0] ?? '');
  return { refPrefix: starts.reduce(commonStart) };
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}

/** The inputs a trigger declares (`on.workflow_call.inputs`), with what they are declared as. */
export function declaredInputs(on: YamlNode | undefined, trigger: 'workflow_call' | 'workflow_dispatch'): readonly DeclaredInput[] {
  const inputs = asMap(asMap(on)?.get(trigger))?.get('inputs');
  return entriesOf(inputs).map(({ key, value }) => {
    const declaration = asMap(value);
    const options = itemsOf(declaration?.get('options')).map(item => textOf(item) ?? '');
    return {
      name: key.decoded,
      key,
      type: textOf(declaration?.get('type')) ?? 'string',
      default: declaration?.get('default'),
      ...(options.length > 0 && { options }),
    };
  });
}

export interface DeclaredInput {
  readonly name: string;
  readonly key: YamlScalar;
  readonly type: string;
  readonly default: YamlNode | undefined;
  readonly options?: readonly string[];
}
