import { GroovyExpressions } from './groovy-expressions.js';
import type { GroovyArgument, GroovyMethod, GroovyNode } from './groovy-nodes.js';
import { plainText } from './groovy-primaries.js';

const MODIFIERS = new Set([
  'def',
  'final',
  'static',
  'private',
  'public',
  'protected',
  'abstract',
  'synchronized',
  'transient',
  'volatile',
  'var',
]);
const TYPES = new Set(['class', 'interface', 'enum', 'trait']);

/** Reads annotations and declarations of variables, methods and types. */
export abstract class GroovyDeclarations extends GroovyExpressions {
  protected annotation(): GroovyNode {
    const { start } = this.token;
    this.index++;
    const name = this.token.text;
    this.index++;
    while (this.is('.') && this.ahead(1).type === 'name') this.index += 2;
    const head: GroovyNode = { kind: 'name', name, span: this.from(start) };
    if (!this.is('(') || this.token.newlineBefore) return { kind: 'annotation', name, arguments: [], span: head.span };
    const call = this.callOn(head, start);
    const list = call.kind === 'call' ? call.arguments : [];
    const node: GroovyNode = { kind: 'annotation', name, arguments: list, span: this.from(start) };
    // `@Library('x') _` hangs on a name that means nothing.
    if (this.is('_') && !this.token.newlineBefore) this.index++;
    return node;
  }

  private callOn(head: GroovyNode, start: number): GroovyNode {
    const node = this.parenthesised();
    return { kind: 'call', name: head.kind === 'name' ? head.name : '', nameSpan: head.span, arguments: node, span: this.from(start) };
  }

  protected typeDeclaration(): GroovyNode | undefined {
    let by = 0;
    while (MODIFIERS.has(this.ahead(by).text) && this.ahead(by).type === 'name') by++;
    if (!TYPES.has(this.ahead(by).text) || this.ahead(by + 1).type !== 'name') return undefined;
    const { start } = this.token;
    while (this.token.type !== 'end' && !this.is('{')) this.index++;
    const opened = this.token;
    if (!this.accept('{')) return undefined;
    const inside = this.bracketed<readonly GroovyNode[]>('}', opened, [], () => this.statements());
    return { kind: 'other', inside, span: this.from(start) };
  }

  /** `def x = …`, `String x`, `def (a, b) = …`, `def name(…) {…}`, `void name(…) {…}`; `undefined` where no declaration begins. */
  protected declaration(): GroovyNode | undefined {
    const { start } = this.token;
    const mark = this.index;
    let modified = false;
    while (this.token.type === 'name' && MODIFIERS.has(this.token.text) && (this.index === mark || !this.token.newlineBefore)) {
      this.index++;
      modified = true;
    }
    const typed = this.skipType();
    const name = this.token;
    const declares = modified || typed;
    if (declares && (name.type === 'name' || name.type === 'string') && !(name.newlineBefore && this.index > mark)) {
      if (this.is('(', 1) && !this.ahead(1).spaceBefore) {
        const method = this.method(start);
        if (method !== undefined) return method;
      } else if (name.type === 'name' && (this.is('=', 1) || modified || this.endsDeclaration(1))) {
        this.index++;
        return this.declared(name.text, start);
      }
    }
    if (modified && this.is('(')) {
      this.skipParenthesised();
      if (this.accept('=')) return { kind: 'other', inside: [this.commandOrExpression()], span: this.from(start) };
    }
    this.index = mark;
    return undefined;
  }

  private endsDeclaration(by: number): boolean {
    const { type, text, newlineBefore } = this.ahead(by);
    return type === 'end' || newlineBefore || text === ';' || text === '}' || text === ',';
  }

  private declared(name: string, start: number): GroovyNode {
    if (!this.accept('=')) {
      while (this.accept(',')) this.index++;
      return { kind: 'assignment', name, operator: '=', declares: true, span: this.from(start) };
    }
    const value = this.commandOrExpression();
    return { kind: 'assignment', name, operator: '=', declares: true, value, span: this.from(start) };
  }

  /** Passes over a type that a name follows on the same line: `String x`, `Map<String, List> x`, `a.b.C[] x`. */
  private skipType(): boolean {
    const mark = this.index;
    if (this.token.type !== 'name') return false;
    this.index++;
    while (this.is('.') && this.ahead(1).type === 'name') this.index += 2;
    const type = this.ahead(-1).text;
    if (this.is('<') && !this.skipGenerics()) {
      this.index = mark;
      return false;
    }
    while (this.is('[') && this.is(']', 1)) this.index += 2;
    const next = this.token;
    const named = next.type === 'name' && !next.newlineBefore && (this.is('=', 1) || this.is('(', 1) || this.endsDeclaration(1));
    // `sh foo` ends a line as a declaration `Type name` does: a type begins with a capital or is a primitive.
    const looksLikeType = /^[A-Z]/.test(type) || /^(?:int|long|boolean|void|double|float|char|byte|short|def)$/.test(type);
    if (named && (looksLikeType || this.is('=', 1))) return true;
    this.index = mark;
    return false;
  }

  private method(start: number): GroovyMethod | undefined {
    const mark = this.index;
    const { token } = this;
    const name = token.type === 'string' ? plainText(token) : token.text;
    this.index++;
    const parameters: { name: string; fallback?: GroovyNode }[] = [];
    const opened = this.token;
    this.index++;
    this.bracketed(')', opened, undefined, () => {
      while (!this.is(')') && this.token.type !== 'end') {
        const next = this.ahead(1);
        if (this.token.type === 'name' && next.text === '=') {
          const parameter = this.token.text;
          this.index += 2;
          parameters.push({ name: parameter, fallback: this.expression() });
        } else {
          if (this.token.type === 'name' && [',', ')'].includes(next.text)) parameters.push({ name: this.token.text });
          if (this.token.text === '}') return;
          this.index++;
        }
      }
    });
    if (this.is('throws')) while (this.token.type !== 'end' && !this.is('{')) this.index++;
    if (!this.is('{')) {
      this.index = mark;
      return undefined;
    }
    const { body } = this.closure();
    return { kind: 'method', name, parameters, body, span: this.from(start) };
  }

  protected parenthesised(): GroovyArgument[] {
    const opened = this.token;
    this.index++;
    return this.bracketed<GroovyArgument[]>(')', opened, [], () => {
      const list: GroovyArgument[] = [];
      while (!this.is(')') && this.token.type !== 'end') {
        const before = this.index;
        const { start } = this.token;
        const value = this.expression();
        list.push({ value, span: this.from(start) });
        if (this.accept(',') || this.accept(';')) continue;
        if (this.index === before || !this.is(')')) {
          if (this.is('}')) break;
          this.index++;
        }
      }
      return list;
    });
  }

  protected skipParenthesised(): void {
    const opened = this.token;
    this.index++;
    this.bracketed(')', opened, undefined, () => this.skipTo(')'));
  }
}
