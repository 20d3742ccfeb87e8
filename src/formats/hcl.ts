import { type SourceFile, type Span, span } from '../source/file.js';
import { NAME } from './hcl-cursor.js';
import { DEEPEST, HclExpressions } from './hcl-expressions.js';
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclFile } from './hcl-nodes.js';
import { tooLong } from './text-size.js';

export type * from './hcl-nodes.js';

/** Reads HCL with places, tolerantly: after a fault it goes on with the next line that begins an attribute or block. Never throws. */
export function parseHcl(file: SourceFile): HclFile {
  const why = tooLong(file.text, 'an HCL text');
  if (why !== undefined) return { body: { attributes: [], blocks: [] }, problems: [{ at: span(file, 0, 0), message: why, isLimit: true }] };
  const parser = new HclParser(file, 0, file.text.length);
  const body = parser.wholeBody();
  return { body, problems: parser.problems };
}

/** The text between two offsets as a template, for formats that hold HCL text in strings (JSON bake files). */
export function parseHclTemplate(file: SourceFile, start: number, end: number): HclExpression {
  return new HclExpressions(file, start, end).template(start, end);
}

interface OpenBody extends HclBody {
  readonly attributes: HclAttribute[];
  readonly blocks: HclBlock[];
}

class HclParser extends HclExpressions {
  wholeBody(): HclBody {
    const body: OpenBody = { attributes: [], blocks: [] };
    this.readBody(body);
    while (this.at < this.limit) {
      // A brace too many: what follows is still read.
      this.problem(this.at, this.at + 1, "this '}' closes nothing");
      this.at++;
      this.readBody(body);
    }
    return body;
  }

  /** Attributes and blocks up to `}` or the end. */
  private readBody({ attributes, blocks }: OpenBody): void {
    for (;;) {
      this.skipBlanks(true);
      if (this.at >= this.limit || this.peek('}')) return;
      const start = this.at;
      const name = this.match(NAME) ?? this.quotedName();
      this.skipBlanks(false);
      if (name === undefined) this.recover(start, 'a name of an attribute or block is expected here');
      else if (this.peek('=') && !this.peek('==')) attributes.push(this.attribute(name, start));
      else {
        const block = this.block(name, start);
        if (block !== undefined) blocks.push(block);
      }
    }
  }

  private attribute(name: string, start: number): HclAttribute {
    const nameSpan = this.span(start, start + name.length);
    this.at++;
    const value = this.expression();
    const end = value.span.end;
    this.skipBlanks(false);
    if (this.at < this.limit && !/[\r\n}]/.test(this.text[this.at] ?? '\n')) this.recover(this.at, 'the line should end behind this value');
    return { name, nameSpan, value, span: this.span(start, end) };
  }

  private block(type: string, start: number): HclBlock | undefined {
    const labels: { text: string; span: Span }[] = [];
    for (;;) {
      this.skipBlanks(false);
      const from = this.at;
      const label = this.quotedName() ?? this.match(NAME);
      if (label === undefined) break;
      labels.push({ text: label, span: this.span(from, this.at) });
    }
    if (!this.accept('{')) {
      this.recover(start, `'${type}' is neither an attribute nor a block`);
      return undefined;
    }
    if (this.depth >= DEEPEST) {
      this.recover(start, 'blocks are nested too deep here');
      return undefined;
    }
    this.depth++;
    const body: OpenBody = { attributes: [], blocks: [] };
    this.readBody(body);
    this.depth--;
    if (!this.accept('}')) this.problem(start, start + type.length, "the '{' of this block is never closed");
    return { type, labels, body, span: this.span(start, this.at) };
  }
}
