import { asMap, type YamlNode } from '../../formats/yaml.js';
import type { Value } from '../../model/value.js';
import { unsettable } from '../lowering.js';
import type { Cases } from './cases.js';
import { asTexts } from './functions.js';
import { lowerCases, lowerText } from './lower.js';
import type { Scope } from './scope.js';

/** What an `env` key sets. */
export interface Variables {
  readonly entries: readonly (readonly [string, Value])[];
  /** the scope in which these variables are seen */
  readonly scope: Scope;
}

/** `env: { NAME: text }`: each value sees the variables around the key, not the ones beside it. */
export function readVariables(node: YamlNode | undefined, scope: Scope): Variables {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return { entries: [], scope };
  const map = asMap(node);
  if (map === undefined) {
    scope.unread({ at: node.span, why: 'variables that an expression gives are not known', kind: 'dynamic' });
    return { entries: [], scope };
  }
  const outer: Scope = { ...scope, envBlock: new Set(map.entries.map(({ key }) => key.decoded)) };
  const entries: (readonly [string, Value])[] = [];
  const cases = new Map<string, Cases>(scope.env);
  for (const entry of map.entries) {
    const { key, value } = entry;
    if (value.kind !== 'scalar') continue;
    entries.push([key.decoded, unsettable(lowerText(value.text, outer), entry, map)]);
    cases.set(key.decoded, asTexts(lowerCases(value.text, outer)));
  }
  return { entries, scope: { ...scope, env: cases } };
}
