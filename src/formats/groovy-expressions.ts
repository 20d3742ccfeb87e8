import { span } from '../source/file.js';
import type { GroovyArgument, GroovyCall, GroovyNode } from './groovy-nodes.js';
import { GroovyPrimaries, plainText } from './groovy-primaries.js';

/** Binding strength of the binary operators; a higher one binds tighter. */
const STRENGTH: Readonly<Record<string, number>> = {
  '?:': 1,
  '||': 2,
  '&&': 3,
  '|': 4,
  '^': 5,
  '&': 6,
  '==': 7,
  '!=': 7,
  '===': 7,
  '!==': 7,
  '<=>': 7,
  '=~': 7,
  '==~': 7,
  in: 8,
  '<': 8,
  '<=': 8,
  '>': 8,
  '>=': 8,
  instanceof: 8,
  as: 8,
  '<<': 9,
  '>>': 9,
  '..': 9,
  '..<': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '%': 11,
  '**': 12,
};
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '**=', '<<=', '>>=', '>>>=', '&=', '|=', '^=', '?=']);
/** an expression goes on in the next line when that line begins so */
const CONTINUES = new Set(['.', '?.', '*.', '&&', '||', '?', ':', '?:', '+=', '==', '!=', '->']);
/** names that never begin an argument of a call without parentheses */
const NOT_AN_ARGUMENT = new Set(['in', 'as', 'instanceof', 'else', 'catch', 'finally', 'while', 'implements', 'extends']);
/** Reads expressions; statements come from the class that extends it, as closures hold them. */
export abstract class GroovyExpressions extends GroovyPrimaries {
  /** @param head what was already read of it: reading it twice would double the work with each level of closures */
  protected override expression(head?: GroovyNode): GroovyNode {
    const start = head?.span.start ?? this.token.start;
    const left = this.ternary(head);
    const operator = this.token;
    if (operator.type !== 'punctuation' || !ASSIGNMENTS.has(operator.text) || this.lineEnds) return left;
    this.index++;
    const value = this.deeper(() => this.commandOrExpression());
    const name = pathOf(left);
    if (name === undefined) return { kind: 'operation', operator: operator.text, operands: [left, value], span: this.from(start) };
    return { kind: 'assignment', name, operator: operator.text, declares: false, value, span: this.from(start) };
  }

  protected override commandOrExpression(): GroovyNode {
    const start = this.token.start;
    const head = this.beginsCast() ? undefined : this.postfix();
    if (head !== undefined && this.beginsArgument(head)) return this.commandChain(head, start);
    return this.expression(head);
  }

  /** `a b, c: d` and the chain `a b c d`, which is `a(b).c(d)`. */
  private commandChain(head: GroovyNode, start: number): GroovyNode {
    let node: GroovyNode = this.commandCall(head, start);
    for (let length = 1; !this.lineEnds && this.token.type === 'name' && !NOT_AN_ARGUMENT.has(this.token.text); length++) {
      if (!this.mayChain(length)) break;
      const name = this.token;
      this.index++;
      const property: GroovyNode = { kind: 'property', target: node, name: name.text, span: this.from(start) };
      if (!this.beginsArgument(property)) {
        node = property;
        break;
      }
      node = this.commandCall(property, start);
    }
    return this.binary(this.postfixOf(node, start), 0, start);
  }

  private commandCall(head: GroovyNode, start: number): GroovyCall {
    const callee = calleeOf(head);
    const list: GroovyArgument[] = [];
    do {
      list.push(this.argument());
    } while (this.accept(','));
    return { kind: 'call', ...callee, arguments: list, span: this.from(start) };
  }

  /** Whether what stands next on this line is the first argument of a call without parentheses. */
  private beginsArgument(head: GroovyNode): boolean {
    if (head.kind !== 'name' && head.kind !== 'property') return false;
    const next = this.token;
    if (next.newlineBefore || next.type === 'end') return false;
    if (next.type === 'string' || next.type === 'number') return true;
    if (next.type === 'name') return !NOT_AN_ARGUMENT.has(next.text) || this.is(':', 1);
    // `a [b: c]` passes a map, `a[b]` indexes; `a -b` subtracts.
    return next.text === '[' && next.spaceBefore && head.kind === 'name';
  }

  private ternary(head?: GroovyNode): GroovyNode {
    const start = head?.span.start ?? this.token.start;
    const condition = this.binary(head ?? this.unary(), 0, start);
    if (!this.is('?') || (this.lineEnds && !CONTINUES.has('?'))) return condition;
    this.index++;
    const yes = this.deeper(() => this.ternary());
    if (!this.accept(':')) return { kind: 'other', inside: [condition, yes], span: this.from(start) };
    const no = this.deeper(() => this.ternary());
    return { kind: 'operation', operator: '?', operands: [condition, yes, no], span: this.from(start) };
  }

  private binary(first: GroovyNode, weakest: number, start: number): GroovyNode {
    let left = first;
    for (let length = 1; ; length++) {
      const operator = this.token;
      const strength = operator.type === 'string' ? undefined : STRENGTH[operator.text];
      if (strength === undefined || strength < weakest || !Object.hasOwn(STRENGTH, operator.text)) return left;
      if (this.lineEnds && !CONTINUES.has(operator.text)) return left;
      if (!this.mayChain(length)) return left;
      this.index++;
      const right = this.binary(this.unary(), strength + 1, this.token.start);
      left = { kind: 'operation', operator: operator.text, operands: [left, right], span: this.from(start) };
    }
  }

  private unary(): GroovyNode {
    const start = this.token.start;
    for (const operator of ['!', '-', '+', '~', '++', '--']) {
      if (!this.is(operator)) continue;
      this.index++;
      return { kind: 'operation', operator, operands: [this.deeper(() => this.unary())], span: this.from(start) };
    }
    if (this.beginsCast()) {
      this.index += 3;
      return this.deeper(() => this.unary());
    }
    return this.postfix() ?? this.nothing(start);
  }

  /** `(String) x` */
  private beginsCast(): boolean {
    if (!this.is('(') || this.ahead(1).type !== 'name' || !this.is(')', 2) || !/^[A-Z]/.test(this.ahead(1).text)) return false;
    const after = this.ahead(3);
    return (after.type === 'name' || after.type === 'string') && !after.newlineBefore;
  }

  /** Nothing that can begin an expression: one token is passed over, but never a closing bracket or a separator. */
  private nothing(start: number): GroovyNode {
    if (this.token.type !== 'end' && ![')', ']', '}', ',', ';'].includes(this.token.text) && !this.lineEnds) this.index++;
    return { kind: 'other', inside: [], span: this.from(start) };
  }

  /** A primary with all that is hung on it: `.name`, `(…)`, `[…]`, `{…}`; `undefined` where no expression begins. */
  protected postfix(): GroovyNode | undefined {
    const start = this.token.start;
    const primary = this.primary();
    return primary === undefined ? undefined : this.postfixOf(primary, start);
  }

  private postfixOf(primary: GroovyNode, start: number): GroovyNode {
    let node = primary;
    for (let length = 1; ; length++) {
      const { text, type } = this.token;
      if (type !== 'punctuation' || !this.mayChain(length)) return node;
      if (['.', '?.', '*.', '.&', '.@', '::'].includes(text) && this.ahead(1).text !== '..') {
        const next = this.ahead(1);
        if (next.type !== 'name' && next.type !== 'string' && next.text !== '(') return node;
        if (next.text === '(') return node;
        this.index += 2;
        node = { kind: 'property', target: node, name: next.type === 'string' ? plainText(next) : next.text, span: this.from(start) };
      } else if (text === '(' && !this.token.newlineBefore) node = this.call(node, start);
      // A closure belongs to the call before it on the same line only.
      else if (text === '{' && !this.token.newlineBefore && isCallable(node)) node = this.withClosure(node, start);
      else if (text === '[' && !this.token.newlineBefore && !(this.token.spaceBefore && this.is(':', 2))) {
        const opened = this.token;
        this.index++;
        const inside = this.bracketed(']', opened, [], () => (this.is(']') ? [] : [this.expression()]));
        node = { kind: 'operation', operator: '[]', operands: [node, ...inside], span: this.from(start) };
      } else if ((text === '++' || text === '--') && !this.token.newlineBefore) {
        this.index++;
        node = { kind: 'operation', operator: text, operands: [node], span: this.from(start) };
      } else return node;
    }
  }

  private call(head: GroovyNode, start: number): GroovyNode {
    const opened = this.token;
    this.index++;
    const list = this.bracketed(')', opened, [], () => this.argumentList(')'));
    if (!isCallable(head)) return { kind: 'other', inside: [head, ...list.map(argument => argument.value)], span: this.from(start) };
    return { kind: 'call', ...calleeOf(head), arguments: list, span: this.from(start) };
  }

  private withClosure(head: GroovyNode, start: number): GroovyNode {
    const closure = this.closure();
    const argument: GroovyArgument = { value: closure, span: closure.span };
    if (head.kind === 'call') return { ...head, arguments: [...head.arguments, argument], span: this.from(start) };
    return { kind: 'call', ...calleeOf(head), arguments: [argument], span: this.from(start) };
  }
}

function isCallable(node: GroovyNode): boolean {
  return node.kind === 'name' || node.kind === 'property' || node.kind === 'call';
}

/** What a call on this head is named; calling the result of a call (`a()()`) keeps the first name. */
function calleeOf(head: GroovyNode): Pick<GroovyCall, 'name' | 'nameSpan' | 'target'> {
  if (head.kind === 'name') return { name: head.name, nameSpan: head.span };
  if (head.kind === 'property') {
    const nameSpan = span(head.span.file, head.span.end - head.name.length, head.span.end);
    return { target: head.target, name: head.name, nameSpan };
  }
  return { target: head, name: 'call', nameSpan: head.span };
}

/** `a` and `a.b.c` as text; `undefined` for anything else. */
export function pathOf(node: GroovyNode): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'property') return undefined;
  const target = pathOf(node.target);
  return target === undefined ? undefined : `${target}.${node.name}`;
}
