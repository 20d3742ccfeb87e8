import type { HclAttribute, HclBlock, HclBody, HclExpression } from '../../formats/hcl.js';
import { hclObject, hclString, isJson, isWritten, itemsInPlace, withAttribute, withoutAttributes } from '../../formats/hcl-edit.js';
import { oncePer } from '../../model/once.js';
import type { Change, Rewrite } from '../../model/rewrite.js';
import type { Setting } from '../../model/step.js';
import { type Edit, sameSpan } from '../../source/file.js';
import { withoutItems } from '../../source/lines.js';

/** Options of the command line by the attributes that say the same of a target. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  output: 'output',
  platform: 'platforms',
  'cache-from': 'cache-from',
  'cache-to': 'cache-to',
};

/**
 * Answers for one target of Bake files, where what is to be changed is written out in a block of a target. A block with a matrix is
 * several targets, and what a variable holds may be meant for others.
 */
export function rewritableTarget(bodies: readonly HclBody[], name: string): Rewrite {
  return (...changes) => {
    const blocks = blocksOf(bodies);
    const own = blocks.filter(block => block.labels[0]?.text === name);
    const removed = removals(changes, blocks);
    const others = changes.filter(change => change.change !== 'remove').map(change => changed(change, own));
    if (removed === undefined || others.some(edits => edits === undefined)) return undefined;
    return [...removed, ...others.flatMap(edits => edits ?? [])];
  };
}

/** Of few targets a change is asked for. */
const blocksOf = oncePer((bodies: readonly HclBody[]) =>
  bodies.flatMap(body => body.blocks).filter(block => block.type === 'target' && !isTemplate(block)),
);

function isTemplate({ body }: HclBlock): boolean {
  return body.attributes.some(({ name }) => name === 'matrix' || name === 'name');
}

function changed(change: Change, own: readonly HclBlock[]): readonly Edit[] | undefined {
  switch (change.change) {
    case 'add': {
      const [block, other] = own;
      const name = ATTRIBUTES[change.option];
      if (block === undefined || other !== undefined || name === undefined || change.value === undefined) return undefined;
      if (block.body.attributes.some(attribute => attribute.name === name)) return undefined;
      return withAttribute(block, name, textsOf(name, change.value));
    }
    case 'replace':
      return withValue(change.setting, change.value, own);
    default:
      return undefined;
  }
}

/** Several platforms in one text are several items. */
function textsOf(name: string, value: string): readonly string[] {
  return name === 'platforms' ? value.split(',') : [value];
}

interface Found {
  readonly block: HclBlock;
  readonly attribute: HclAttribute;
  /** its place in a list; absent where it is all of the attribute */
  readonly index: number | undefined;
  readonly node: HclExpression;
}

function find({ span }: Setting, blocks: readonly HclBlock[]): Found | undefined {
  for (const block of blocks) {
    for (const attribute of block.body.attributes) {
      const { value } = attribute;
      const index = value.kind === 'tuple' ? value.items.findIndex(item => sameSpan(item.span, span)) : undefined;
      const node = index === undefined ? value : value.kind === 'tuple' ? value.items[index] : undefined;
      if (node !== undefined && sameSpan(node.span, span)) return isWritten(node) ? { block, attribute, index, node } : undefined;
    }
  }
  return undefined;
}

function withValue(setting: Setting, value: string, blocks: readonly HclBlock[]): readonly Edit[] | undefined {
  const found = find(setting, blocks);
  if (found === undefined) return undefined;
  const { attribute, index, node } = found;
  if (node.kind === 'object') {
    const text = hclObject(value, isJson(node.span.file));
    return text === undefined ? undefined : [{ span: node.span, text }];
  }
  if (index !== undefined) return [itemsInPlace(node.span, textsOf(attribute.name, value))];
  return [{ span: node.span, text: hclString(value) }];
}

/** What takes all items of a list takes the attribute away. */
function removals(changes: readonly Change[], blocks: readonly HclBlock[]): readonly Edit[] | undefined {
  const items = new Map<HclAttribute, { block: HclBlock; gone: Set<number> }>();
  const whole = new Map<HclBlock, Set<HclAttribute>>();
  for (const change of changes) {
    if (change.change !== 'remove') continue;
    const found = find(change.setting, blocks);
    if (found === undefined) return undefined;
    const { block, attribute, index } = found;
    if (index === undefined) addTo(whole, block, attribute);
    else {
      const gone = items.get(attribute)?.gone ?? new Set();
      items.set(attribute, { block, gone: gone.add(index) });
      if (attribute.value.kind === 'tuple' && gone.size === attribute.value.items.length) addTo(whole, block, attribute);
    }
  }
  const edits = [
    ...[...whole].map(([block, attributes]) => withoutAttributes(block, [...attributes])),
    ...[...items].map(([{ value }, { block, gone }]) => {
      const isWhole = value.kind !== 'tuple' || gone.size === value.items.length;
      return isWhole
        ? whole.has(block)
          ? []
          : undefined
        : withoutItems(
            value.items.map(item => item.span),
            gone,
          );
    }),
  ];
  return edits.some(one => one === undefined) ? undefined : edits.flatMap(one => one ?? []);
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
