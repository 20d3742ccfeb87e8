import { append } from '../model/append.js';
import type { SourceFile, Span } from '../source/file.js';
import { HclCursor, NAME } from './hcl-cursor.js';
import type { HclExpression, HclTemplatePart } from './hcl-nodes.js';
import { type RawTemplatePart, readTemplate } from './hcl-template.js';

/** Binding strength of the binary operators (the specification's table); a higher one binds tighter. */
const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const OPERATORS = /\|\||&&|==|!=|<=|>=|[<>+\-*/%]/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
/** Deeper nesting is given up: a recursive reader has a stack to lose, and no bake file of the corpus goes past 12. */
export const DEEPEST = 100;

/** Reads expressions (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions). */
export class HclExpressions extends HclCursor {
  protected depth = 0;

  /** The text between two offsets as a template without quotes around it. */
  template(start: number, end: number): HclExpression {
    const { parts } = readTemplate(this.file, start, end, false, () => false);
    return { kind: 'template', parts: this.parts(parts), span: this.span(start, end) };
  }

  protected expression(): HclExpression {
    this.skipBlanks(false);
    const start = this.at;
    if (this.depth >= DEEPEST) {
      this.recover(start, 'expressions are nested too deep here');
      return { kind: 'other', span: this.span(start, this.at) };
    }
    this.depth++;
    const condition = this.binary(0);
    this.skipBlanks(false);
    const conditional = this.accept('?');
    const node = conditional ? this.conditional(condition, start) : condition;
    this.depth--;
    return node;
  }

  /** Behind `condition ?`. */
  protected conditional(condition: HclExpression, start: number): HclExpression {
    this.skipBlanks(true);
    const yes = this.expression();
    this.skipBlanks(true);
    if (!this.accept(':')) return { kind: 'other', span: this.span(start, this.at) };
    this.skipBlanks(true);
    const no = this.expression();
    return { kind: 'operation', operator: '?', operands: [condition, yes, no], span: this.span(start, no.span.end) };
  }

  protected binary(weakest: number): HclExpression {
    let left = this.unary();
    for (;;) {
      this.skipBlanks(false);
      const mark = this.at;
      const operator = this.match(OPERATORS);
      const strength = operator === undefined ? undefined : STRENGTH[operator];
      if (operator === undefined || strength === undefined || strength <= weakest) {
        this.at = mark;
        return left;
      }
      this.skipBlanks(true);
      const right = this.binary(strength);
      left = { kind: 'operation', operator, operands: [left, right], span: this.span(left.span.start, right.span.end) };
    }
  }

  protected unary(): HclExpression {
    this.skipBlanks(false);
    const start = this.at;
    const operators: { readonly operator: string; readonly at: number }[] = [];
    for (let at = start; this.peek('!') || this.peek('-'); at = this.at) {
      operators.push({ operator: this.text[at] ?? '', at });
      this.at++;
      this.skipBlanks(false);
    }
    if (operators.length > DEEPEST) {
      this.recover(start, 'expressions are nested too deep here');
      return { kind: 'other', span: this.span(start, this.at) };
    }
    return operators.reduceRight<HclExpression>(
      (operand, { operator, at }) => ({ kind: 'operation', operator, operands: [operand], span: this.span(at, operand.span.end) }),
      this.postfix(this.primary()),
    );
  }

  /** `.name`, `.0`, `.*`, `[key]`, `[*]` */
  protected postfix(primary: HclExpression): HclExpression {
    let node = primary;
    for (;;) {
      if (this.peek('.') && !this.peek('...')) {
        this.at++;
        const name = this.match(NAME) ?? this.match(NUMBER);
        if (name === undefined && !this.accept('*')) return node;
        const at = this.span(node.span.start, this.at);
        if (name !== undefined && node.kind === 'reference') node = { kind: 'reference', path: [...node.path, name], span: at };
        else if (name === undefined) node = { kind: 'index', of: node, span: at };
        else node = { kind: 'index', of: node, key: textNode(name, this.file, at), span: at };
      } else if (this.accept('[')) {
        const key = this.accept('*') ? undefined : this.within(true, () => this.expression());
        this.skipBlanks(true);
        this.accept(']');
        const at = this.span(node.span.start, this.at);
        node = key === undefined ? { kind: 'index', of: node, span: at } : { kind: 'index', of: node, key, span: at };
      } else return node;
    }
  }

  protected primary(): HclExpression {
    const start = this.at;
    const char = this.text[start];
    if (char === '"') return this.quoted();
    if (this.text.startsWith('<<', start)) {
      const heredoc = this.heredoc();
      if (heredoc !== undefined) return heredoc;
    }
    if (char === '[') return this.listOrFor();
    if (char === '{') return this.objectOrFor();
    if (this.accept('(')) {
      const inner = this.within(true, () => this.expression());
      this.close(')', start);
      return inner;
    }
    const number = this.match(NUMBER);
    if (number !== undefined) return { kind: 'constant', value: Number(number), span: this.span(start, this.at) };
    const name = this.match(NAME);
    if (name === undefined) {
      this.recover(start, 'a value is expected here');
      return { kind: 'other', span: this.span(start, this.at) };
    }
    const at = this.span(start, this.at);
    if (name === 'true' || name === 'false') return { kind: 'constant', value: name === 'true', span: at };
    if (name === 'null') return { kind: 'constant', value: null, span: at };
    return this.peek('(') ? this.call(name, start) : { kind: 'reference', path: [name], span: at };
  }

  protected call(name: string, start: number): HclExpression {
    const opened = this.at;
    this.at++;
    let spreads = false;
    const items = this.items(')', opened, () => {
      const item = this.expression();
      this.skipBlanks(true);
      if (this.accept('...')) spreads = true;
      return item;
    });
    return { kind: 'call', name, arguments: items, spreads, span: this.span(start, this.at) };
  }

  protected items<T>(closing: string, opened: number, item: () => T): T[] {
    const items = this.within(closing !== '}', () => this.separated(closing, item));
    this.close(closing, opened);
    return items;
  }

  protected separated<T>(closing: string, item: () => T): T[] {
    const items: T[] = [];
    for (;;) {
      this.skipBlanks(true);
      if (this.at >= this.limit || this.peek(closing)) break;
      const before = this.at;
      items.push(item());
      this.skipBlanks(true);
      if (this.accept(',')) continue;
      if (this.at === before) break;
      if (!this.peek(closing) && closing !== '}') break;
    }
    return items;
  }

  protected listOrFor(): HclExpression {
    const start = this.at;
    this.at++;
    this.skipBlanks(true);
    if (this.peekWord('for')) return this.within(true, () => this.for(start, ']'));
    const items = this.items(']', start, () => this.expression());
    return { kind: 'tuple', items, span: this.span(start, this.at) };
  }

  protected objectOrFor(): HclExpression {
    const start = this.at;
    this.at++;
    this.skipBlanks(true);
    if (this.peekWord('for')) return this.within(true, () => this.for(start, '}'));
    const entries = this.items('}', start, () => {
      const key = this.expression();
      this.skipBlanks(false);
      if (!this.accept('=')) this.accept(':');
      this.skipBlanks(true);
      return {
        key: key.kind === 'reference' && key.path.length === 1 ? textNode(key.path[0] ?? '', this.file, key.span) : key,
        value: this.expression(),
      };
    });
    return { kind: 'object', entries, span: this.span(start, this.at) };
  }

  protected for(start: number, closing: string): HclExpression {
    this.at += 'for'.length;
    const names: string[] = [];
    do {
      this.skipBlanks(true);
      names.push(this.match(NAME) ?? '');
      this.skipBlanks(true);
    } while (this.accept(','));
    if (this.peekWord('in')) this.at += 'in'.length;
    const over = this.expression();
    this.skipBlanks(true);
    this.accept(':');
    this.skipBlanks(true);
    const first = this.expression();
    this.skipBlanks(true);
    const arrow = this.accept('=>');
    if (arrow) this.skipBlanks(true);
    const second = arrow ? this.expression() : undefined;
    this.skipBlanks(true);
    this.accept('...');
    this.skipBlanks(true);
    const conditional = this.peekWord('if');
    if (conditional) this.at += 'if'.length;
    const condition = conditional ? this.expression() : undefined;
    this.skipBlanks(true);
    this.close(closing, start);
    return {
      kind: 'for',
      names,
      over,
      value: second ?? first,
      ...(second === undefined ? {} : { key: first }),
      ...(condition === undefined ? {} : { condition }),
      span: this.span(start, this.at),
    };
  }

  protected quoted(): HclExpression {
    const start = this.at;
    const { parts, end } = readTemplate(this.file, start + 1, this.limit, true, at => this.text[at] === '"' || this.text[at] === '\n');
    this.at = end;
    if (!this.accept('"')) this.problem(start, start + 1, 'this string is never closed');
    return { kind: 'template', parts: this.parts(parts), span: this.span(start, this.at) };
  }

  protected heredoc(): HclExpression | undefined {
    const start = this.at;
    const opening = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;
    opening.lastIndex = start;
    const found = opening.exec(this.text);
    if (found === null) return undefined;
    const body = start + found[0].length;
    const closing = new RegExp(`^[ \\t]*${found[1]}[ \\t]*\\r?$`, 'gm');
    closing.lastIndex = body;
    const close = closing.exec(this.text);
    const end = close === null || close.index > this.limit ? this.limit : close.index;
    const { parts } = readTemplate(this.file, body, end, false, () => false);
    if (close === null) this.problem(start, body, 'this heredoc is never closed');
    this.at = close === null ? this.limit : end + close[0].replace(/\r$/, '').length;
    return { kind: 'template', parts: this.parts(parts), span: this.span(start, this.at) };
  }

  protected parts(raw: readonly RawTemplatePart[]): readonly HclTemplatePart[] {
    return raw.map((part): HclTemplatePart => {
      if (part.kind === 'text') return part;
      const at = this.span(part.start, part.end);
      if (part.kind === 'directive' || this.depth >= DEEPEST) return { kind: 'directive', span: at };
      const inner = new HclExpressions(this.file, part.start, part.end);
      inner.depth = this.depth + 1;
      inner.enclosed = true;
      const expression = inner.expression();
      append(this.problems, inner.problems);
      return { kind: 'interpolation', expression, span: at };
    });
  }

  protected close(closing: string, opened: number): void {
    this.skipBlanks(true);
    if (!this.accept(closing)) this.problem(opened, opened + 1, `this '${this.text[opened]}' is never closed`);
  }
}

function textNode(text: string, file: SourceFile, at: Span): HclExpression {
  const { parts } = readTemplate(file, at.end - text.length, at.end, false, () => false);
  return { kind: 'template', parts: parts.flatMap(part => (part.kind === 'text' ? [part] : [])), span: at };
}
