import { asMap, entriesOf, textOf, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { ALWAYS } from '../../model/condition.js';
import { Env } from '../../model/env.js';
import { literalFrom, resolve, unknownValue, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { MappedText } from '../../source/mapped-text.js';
import { chosen, unsettable } from '../lowering.js';
import type { MatchedRule } from './rules.js';
import { templateValue } from './values.js';

/** Variables as they are written, references to others included. A later entry of the same name wins. */
export type Variables = readonly (readonly [string, Value])[];

/** https://docs.gitlab.com/ci/yaml/#variables: `NAME: value`, or `NAME: { value, description, options, expand }`. */
export function variablesOf(node: YamlNode | undefined): Variables {
  return entriesOf(node).flatMap((entry): Variables => {
    const { key, value } = entry;
    const map = asMap(value);
    const written = map === undefined ? value : map.get('value');
    if (written?.kind !== 'scalar') return [];
    const text = asRuby(written);
    const set = textOf(map?.get('expand')) === 'false' ? literalFrom(text) : templateValue(text);
    return [[key.decoded, unsettable(set, entry, node)]];
  });
}

/**
 * The text that GitLab makes of a number without quotes: `1.10` is the number 1.1 and so `1.1`, `010` is octal and so `8`
 * (Psych reads YAML 1.1).
 */
function asRuby(scalar: YamlScalar): MappedText {
  if (scalar.style !== 'plain') return scalar.text;
  const number = scalar.decoded;
  if (/^0[0-7]+$/.test(number)) return MappedText.synthetic(String(Number.parseInt(number, 8)), scalar.span);
  const shortened = /^\+?(-?\d+\.\d*?)(0*)$/.exec(number);
  if (shortened?.[1] === undefined || shortened[2] === '') return scalar.text;
  return MappedText.synthetic(shortened[1].endsWith('.') ? `${shortened[1]}0` : shortened[1], scalar.span);
}

/** The global variables that a job takes over, https://docs.gitlab.com/ci/yaml/#inheritvariables */
export function inheritedVariables(globals: Variables, inherit: YamlNode | undefined): Variables {
  const which = asMap(inherit)?.get('variables');
  if (which?.kind === 'list') {
    const names = new Set(which.items.map(textOf));
    return globals.filter(([name]) => names.has(name));
  }
  return textOf(which) === 'false' ? [] : globals;
}

/**
 * Laid over others, variables that only some rules set: https://docs.gitlab.com/ci/yaml/#rulesvariables. Of a choice the first option
 * that holds counts, as it is with rules; so a rule that does not set a variable is an option too.
 */
export function withRuleVariables(base: Variables, rules: readonly MatchedRule[]): Variables {
  const set = rules.map(rule => new Map(variablesOf(rule.variables)));
  const names = new Set(set.flatMap(variables => [...variables.keys()]));
  const before = new Map(base);
  const choices = [...names].flatMap((name): Variables => {
    const at = set.find(variables => variables.has(name))?.get(name)?.span;
    if (at === undefined) return [];
    const otherwise = before.get(name) ?? unknownValue(at);
    const last = set.findLastIndex(variables => variables.has(name));
    const options = rules.slice(0, last + 1).map((rule, index) => ({ when: rule.matches, value: set[index]?.get(name) ?? otherwise }));
    return [[name, chosen([...options, { when: ALWAYS, value: otherwise }], at)]];
  });
  return [...base, ...choices];
}

/** What a job's secrets are kept in: https://docs.gitlab.com/ci/yaml/#secrets and https://docs.gitlab.com/ci/yaml/#id_tokens */
export function secretVariables(...maps: readonly (YamlNode | undefined)[]): Variables {
  return maps.flatMap(entriesOf).map(({ key }): readonly [string, Value] => {
    const name = key.decoded;
    return [name, { parts: [{ kind: 'reference', to: { scope: 'secret', name }, span: key.span }], span: key.span }];
  });
}

/** A value of more parts is not followed: variables that double each other grow without bound. */
const MAX_PARTS = 1000;

/** The variables with references to each other put in place. A variable that leads to itself is not known where it does. */
export function environmentOf(variables: Variables): Env {
  const written = new Map(variables);
  const done = new Map<string, Value>();
  const open = new Set<string>();

  const lookUp = (name: string, at: Span): Value | undefined => {
    const known = done.get(name);
    const value = written.get(name);
    if (known !== undefined || value === undefined) return known;
    if (open.has(name)) return unknownValue(at);
    open.add(name);
    const whole = resolve(value, to => (to.scope === 'env' ? lookUp(to.name, value.span) : undefined));
    open.delete(name);
    const bounded = size(whole) > MAX_PARTS ? unknownValue(value.span) : whole;
    done.set(name, bounded);
    return bounded;
  };

  return Env.of([...written].map(([name, value]) => [name, lookUp(name, value.span) ?? value]));
}

function size(value: Value): number {
  let count = 0;
  for (const part of value.parts) {
    count += part.kind === 'choice' ? part.options.reduce((sum, option) => sum + size(option.value), 1) : 1;
  }
  return count;
}
