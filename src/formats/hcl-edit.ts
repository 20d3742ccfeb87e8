import type { Edit, SourceFile, Span } from '../source/file.js';
import { ownLines, withoutItems } from '../source/lines.js';
import { lineEnd } from '../source/notation.js';
import { removalOf } from '../source/own-comment.js';
import type { HclAttribute, HclBlock, HclExpression } from './hcl-nodes.js';

/** Edits of a block of HCL, or of what stands for one in JSON (https://github.com/hashicorp/hcl/blob/main/json/spec.md). */

/** A text in the quotes that both syntaxes have: what begins a template is written so that it is none. */
export function hclString(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');
}

/** `type=registry` as an object of it: `{ type = "registry" }`. */
export function hclObject(text: string, isJson: boolean): string | undefined {
  if (!/^[\w-]+=[^,="]+(?:,[\w-]+=[^,="]+)*$/.test(text)) return undefined;
  const fields = text.split(',').map(field => {
    const [key = '', value = ''] = field.split('=');
    return isJson ? `${hclString(key)}: ${hclString(value)}` : `${key} = ${hclString(value)}`;
  });
  return `{ ${fields.join(', ')} }`;
}

export function isJson({ path, text }: SourceFile): boolean {
  return path.endsWith('.json') || /^\s*\{/.test(text);
}

/** Whether an expression is written out where it stands: a text without templates, a constant, an object of such. */
export function isWritten(node: HclExpression): boolean {
  switch (node.kind) {
    case 'template':
      return node.span.file.text[node.span.start] === '"' && node.parts.every(part => part.kind === 'text');
    case 'constant':
      return true;
    case 'object':
      return node.entries.every(({ value }) => isWritten(value));
    default:
      return false;
  }
}

/** Attributes of a block go. */
export function withoutAttributes({ body }: HclBlock, gone: readonly HclAttribute[]): readonly Edit[] | undefined {
  const { attributes } = body;
  const [first] = gone;
  if (first === undefined || gone.length >= attributes.length + body.blocks.length) return undefined;
  if (isJson(first.span.file)) {
    const indices = new Set(gone.map(one => attributes.indexOf(one)));
    return withoutItems(
      attributes.map(one => one.span),
      indices,
    );
  }
  const lines = gone.map(one => ownLines(one.span));
  return lines.some(one => one === undefined) ? undefined : lines.flatMap(one => (one === undefined ? [] : [removalOf(one)]));
}

/** A list of texts as a further attribute, in the way of the last one: of HCL with the `=` where those above have it. */
export function withAttribute({ body }: HclBlock, name: string, items: readonly string[]): readonly Edit[] | undefined {
  const last = body.attributes.at(-1);
  if (last === undefined || body.blocks.some(block => block.span.end > last.span.end)) return undefined;
  const { file, end } = last.span;
  const lines = ownLines(last.span) ?? (isJson(file) ? last.span : undefined);
  if (lines === undefined) return undefined;
  const list = `[${items.map(hclString).join(', ')}]`;
  const indent = /^[ \t]*/.exec(file.text.slice(lines.start))?.[0] ?? '';
  if (isJson(file)) {
    const parted = lines === last.span ? ' ' : `${lineEnd(file.text)}${indent}`;
    return [{ span: { file, start: end, end }, text: `,${parted}${hclString(name)}: ${list}` }];
  }
  const width = /^[\w-]+[ \t]*(?==)/.exec(file.text.slice(last.span.start))?.[0].length ?? 0;
  const isUnended = !file.text.slice(lines.start, lines.end).endsWith('\n');
  if (isUnended) return undefined;
  const text = `${indent}${name.padEnd(width - 1)} = ${list}${lineEnd(file.text)}`;
  return [{ span: { file, start: lines.end, end: lines.end }, text }];
}

/** Texts in the place of an item of a list, a line each where the items have lines of their own. */
export function itemsInPlace(item: Span, texts: readonly string[]): Edit {
  const { file, start } = item;
  const head = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  const between = /^[ \t]+$/.test(head) ? `,${lineEnd(file.text)}${head}` : ', ';
  return { span: item, text: texts.map(hclString).join(between) };
}
