import { asMap, entriesOf, withText, type YamlMap, type YamlNode, type YamlScalar, yamlList, yamlMap } from '../../formats/yaml.js';
import { LONGEST_CONCATENATION } from '../../model/value.js';
import { MappedText } from '../../source/mapped-text.js';

/** Values of inputs, as far as known: what an include gives, else the default of the file's header. */
export type Inputs = ReadonlyMap<string, YamlNode>;

export const NO_INPUTS: Inputs = new Map();

/**
 * The values a file's inputs have when it is included. A file that is read on its own may be included from anywhere, so defaults count
 * only where an include was seen.
 * @param header the document with `spec`, https://docs.gitlab.com/ci/inputs/#define-input-parameters-with-specinputs
 */
export function inputsOf(header: YamlNode | undefined, given: YamlNode | undefined): Inputs {
  const inputs = new Map<string, YamlNode>();
  for (const { key, value } of entriesOf(asMap(asMap(header)?.get('spec'))?.get('inputs'))) {
    const byDefault = asMap(value)?.get('default');
    if (byDefault !== undefined) inputs.set(key.decoded, byDefault);
  }
  for (const { key, value } of entriesOf(given)) inputs.set(key.decoded, value);
  return inputs;
}

const INTERPOLATION = /\$\[\[\s*inputs\.([\w-]+)\s*(?:\|\s*expand_vars\s*)?\]\]/g;

/** The tree with every `$[[ inputs.name ]]` whose value is known put in place; what is not known stays as it is written. */
export function interpolated(map: YamlMap, inputs: Inputs): YamlMap {
  if (inputs.size === 0 || !map.span.file.text.includes('$[[')) return map;
  const done = new Map<YamlNode, YamlNode>();
  const node = (before: YamlNode): YamlNode => {
    const known = done.get(before);
    if (known !== undefined) return known;
    const after = before.kind === 'scalar' ? inScalar(before, inputs) : before.kind === 'list' ? list(before) : mapping(before);
    done.set(before, after);
    return after;
  };
  const list = (before: Extract<YamlNode, { kind: 'list' }>) => yamlList(before.span, before.items.map(node), before);
  const mapping = (before: YamlMap): YamlMap => {
    const entries = before.entries.map(entry => ({ ...entry, key: substituted(entry.key, inputs), value: node(entry.value) }));
    return yamlMap(before.span, entries, before);
  };
  return mapping(map);
}

/** A scalar that is one interpolation takes the input's node whatever its kind: an array of `rules`, a number. */
function inScalar(scalar: YamlScalar, inputs: Inputs): YamlNode {
  if (!scalar.decoded.includes('$[[')) return scalar;
  const [whole] = scalar.decoded.matchAll(INTERPOLATION);
  const input = whole?.[0] === scalar.decoded.trim() ? inputs.get(whole[1] ?? '') : undefined;
  return input !== undefined && input.kind !== 'scalar' ? input : substituted(scalar, inputs);
}

function substituted(scalar: YamlScalar, inputs: Inputs): YamlScalar {
  if (!scalar.decoded.includes('$[[')) return scalar;
  const { text } = scalar;
  const texts: MappedText[] = [];
  let from = 0;
  for (const match of text.value.matchAll(INTERPOLATION)) {
    const input = inputs.get(match[1] ?? '');
    if (input?.kind !== 'scalar') continue;
    const end = match.index + match[0].length;
    texts.push(text.slice(from, match.index), MappedText.synthetic(input.decoded, text.spanOf(match.index, end)));
    from = end;
  }
  if (from === 0) return scalar;
  const whole = MappedText.joined([...texts, text.slice(from)]);
  // Passed on from file to file a text can double with each.
  return whole.value.length > LONGEST_CONCATENATION ? scalar : withText(scalar, whole);
}
