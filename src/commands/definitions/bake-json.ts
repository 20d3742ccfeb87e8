import { type HclAttribute, type HclBlock, type HclBody, type HclExpression, type HclFile, parseHclTemplate } from '../../formats/hcl.js';
import { asMap, entriesOf, itemsOf, parseYaml, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../../formats/yaml.js';
import { append } from '../../model/append.js';
import { type SourceFile, span } from '../../source/file.js';

/** Keys at the top whose objects are blocks with a label: `{"target": {"app": {…}}}`. */
const LABELLED: ReadonlySet<string> = new Set(['variable', 'function', 'group', 'target']);

/**
 * A Bake file in JSON as the HCL it stands for (https://github.com/hashicorp/hcl/blob/main/json/spec.md): objects under `target` and its
 * like are blocks, one or a list of them for each label; strings are templates. JSON is YAML, whose reader knows the places.
 */
export function parseBakeJson(file: SourceFile): HclFile {
  const { documents, problems } = parseYaml(file);
  const top = asMap(documents[0]);
  if (top === undefined) {
    const nothing = [{ at: span(file, 0, 0), message: 'the file holds no object' }];
    return { body: { attributes: [], blocks: [] }, problems: problems.length > 0 ? problems : nothing };
  }
  return { body: bodyOf(top, true), problems };
}

function bodyOf(map: YamlMap, isTop: boolean): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  for (const entry of map.entries) {
    // `"//"` is how JSON files hold comments.
    if (entry.key.decoded === '//') continue;
    if (isTop && LABELLED.has(entry.key.decoded)) append(blocks, blocksOf(entry));
    else attributes.push({ name: entry.key.decoded, nameSpan: entry.key.span, value: expressionOf(entry.value), span: entry.span });
  }
  return { attributes, blocks };
}

function blocksOf({ key, value }: YamlEntry): readonly HclBlock[] {
  const maps = value.kind === 'list' ? value.items : [value];
  return maps.flatMap(entriesOf).flatMap(labelled => {
    const bodies = labelled.value.kind === 'list' ? itemsOf(labelled.value) : [labelled.value];
    return bodies.flatMap(body => {
      const map = asMap(body);
      if (map === undefined) return [];
      const label = { text: labelled.key.decoded, span: labelled.key.span };
      return [{ type: key.decoded, labels: [label], body: bodyOf(map, false), span: labelled.span }];
    });
  });
}

function expressionOf(node: YamlNode): HclExpression {
  switch (node.kind) {
    case 'list':
      return { kind: 'tuple', items: node.items.map(expressionOf), span: node.span };
    case 'map':
      return {
        kind: 'object',
        entries: node.entries.map(({ key, value }) => ({ key: plainText(key), value: expressionOf(value) })),
        span: node.span,
      };
    case 'scalar':
      return scalarOf(node);
  }
}

function scalarOf(scalar: YamlScalar): HclExpression {
  const { value, span: at } = scalar;
  if (typeof value !== 'string') return { kind: 'constant', value, span: at };
  if (!/[$%]\{/.test(value)) return plainText(scalar);
  const inner = span(at.file, at.start + 1, at.end - 1);
  // An escape inside a template would have to be undone before the template is read, and then its places are gone.
  if (at.file.text.slice(inner.start, inner.end) !== value) return { kind: 'other', span: at };
  return { ...parseHclTemplate(at.file, inner.start, inner.end), span: at };
}

function plainText(scalar: YamlScalar): HclExpression {
  return { kind: 'template', parts: scalar.decoded === '' ? [] : [{ kind: 'text', text: scalar.text }], span: scalar.span };
}
