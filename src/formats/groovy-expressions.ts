import { type SourceFile, type Span, span } from '../source/file.js';
import { type LexicalProblem, lexGroovy, type Token } from './groovy-lexer.js';
import type { GroovyArgument, GroovyCall, GroovyClosure, GroovyNode, GroovyStringPart } from './groovy-nodes.js';

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
const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** names that never begin an argument of a call without parentheses */
const NOT_AN_ARGUMENT = new Set(['in', 'as', 'instanceof', 'else', 'catch', 'finally', 'while', 'implements', 'extends']);
/** Deeper nesting is skipped: no Jenkinsfile of the corpus goes past 30, and a recursive reader has a stack to lose. */
const DEEPEST = 200;
/** What is hung on one another from the left (`a + b + c`, `a.b.c`, `a b c d`) ends here: readers of the tree go down it. */
const LONGEST_CHAIN = 1_000;

/** Reads expressions; statements come from the class that extends it, as closures hold them. */
export abstract class GroovyExpressions {
  readonly file: SourceFile;
  protected readonly text: string;
  readonly problems: LexicalProblem[];
  protected readonly tokens: readonly Token[];
  protected index = 0;
  #depth: number;
  #tooDeep = false;
  /** inside `(` and `[` a newline ends nothing */
  #enclosed = 0;

  /**
   * @param text the file's own, or what is read in its place, with the same places
   * @param depth of what the text stands in: a hole of a string is read by a parser of its own
   */
  constructor(file: SourceFile, start: number, end: number, text: string, depth = 0) {
    this.#depth = depth;
    const { tokens, problems } = lexGroovy(file, start, end, text);
    this.file = file;
    this.text = text;
    this.tokens = tokens;
    this.problems = [...problems];
  }

  /** The statements up to `}` or the end of the text. */
  protected abstract statements(): readonly GroovyNode[];
  protected abstract nested(start: number, end: number, depth: number): readonly GroovyNode[];

  protected get token(): Token {
    return this.ahead(0);
  }

  protected ahead(by: number): Token {
    const token = this.tokens[this.index + by] ?? this.tokens.at(-1);
    if (token === undefined) throw new RangeError('the lexer ends every text with an end token');
    return token;
  }

  protected is(text: string, by = 0): boolean {
    const token = this.ahead(by);
    return token.text === text && token.type !== 'string';
  }

  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  protected from(start: number): Span {
    const last = this.tokens[this.index - 1];
    return span(this.file, start, Math.max(start, last?.end ?? start));
  }

  /**
   * Runs `read` within brackets whose opening one was just taken, takes the closing one, and says so where it is missing. What is
   * nested too deep is skipped: `otherwise` stands for it.
   */
  protected bracketed<T>(closing: string, opened: Token, otherwise: T, read: () => T): T {
    const before = this.#enclosed;
    this.#enclosed = closing === '}' ? 0 : before + 1;
    this.#depth++;
    const isTooDeep = this.#depth > DEEPEST;
    if (isTooDeep) this.noteDepth(opened.start);
    const result = isTooDeep ? otherwise : read();
    this.#depth--;
    this.#enclosed = before;
    if (!this.accept(closing)) {
      this.skipTo(closing);
      if (!this.accept(closing))
        this.problems.push({ start: opened.start, end: opened.end, message: `this '${opened.text}' is never closed` });
    }
    return result;
  }

  /** Reads what nests without brackets (`!!x`, `a ? b : c`, `if (a) if (b)`); what is too deep is passed over. */
  protected deeper(read: () => GroovyNode): GroovyNode {
    const { start } = this.token;
    if (this.#depth > DEEPEST) {
      this.noteDepth(start);
      this.skipStatement();
      return { kind: 'other', inside: [], span: this.from(start) };
    }
    this.#depth++;
    const node = read();
    this.#depth--;
    return node;
  }

  /** Whether one more may be hung on a chain. */
  private mayChain(length: number): boolean {
    if (length <= LONGEST_CHAIN) return true;
    this.noteDepth(this.token.start);
    this.skipStatement();
    return false;
  }

  /** Says once where nesting is too deep. */
  protected noteDepth(start: number | undefined): void {
    if (this.#tooDeep || start === undefined) return;
    this.#tooDeep = true;
    this.problems.push({ start, end: start + 1, message: 'what is nested deeper than here is not read', isLimit: true });
  }

  /** Moves to what ends a statement or an argument at the level we are at. */
  private skipStatement(): void {
    const open: string[] = [];
    for (; this.token.type !== 'end'; this.index++) {
      const { type, text } = this.token;
      if (open.length === 0 && this.lineEnds) return;
      if (type !== 'punctuation') continue;
      const closes = OPENING[text];
      if (closes !== undefined) open.push(closes);
      else if (text === ')' || text === ']' || text === '}') {
        if (open.length === 0) return;
        if (text === open.at(-1)) open.pop();
      } else if (open.length === 0 && (text === ';' || text === ',')) return;
    }
  }

  /** Moves past what cannot be read up to a closing bracket of the level we are at. */
  protected skipTo(closing: string): void {
    const open: string[] = [];
    for (; this.token.type !== 'end'; this.index++) {
      const { type, text } = this.token;
      if (type !== 'punctuation') continue;
      const closes = OPENING[text];
      if (closes !== undefined) open.push(closes);
      else if (open.length > 0 && text === open.at(-1)) open.pop();
      else if (open.length === 0 && text === closing) return;
      else if (open.length === 0 && text === '}') return;
    }
  }

  protected get lineEnds(): boolean {
    return this.#enclosed === 0 && this.token.newlineBefore;
  }

  /** @param head what was already read of it: reading it twice would double the work with each level of closures */
  protected expression(head?: GroovyNode): GroovyNode {
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

  /** What may stand where a statement or an assigned value does: calls without parentheses included. */
  protected commandOrExpression(): GroovyNode {
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
      else if (text === '{' && !this.lineEndsBeforeClosure() && isCallable(node)) node = this.withClosure(node, start);
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

  /** A closure belongs to the call before it on the same line only. */
  private lineEndsBeforeClosure(): boolean {
    return this.token.newlineBefore;
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

  private argumentList(closing: string): GroovyArgument[] {
    const list: GroovyArgument[] = [];
    while (!this.is(closing) && this.token.type !== 'end') {
      const before = this.index;
      list.push(this.argument());
      if (this.accept(',')) continue;
      if (this.is(closing)) break;
      if (this.index === before) {
        if (this.token.text === '}') break;
        this.index++;
      }
    }
    return list;
  }

  private argument(): GroovyArgument {
    const start = this.token.start;
    if (this.accept('*:')) return { value: this.expression(), span: this.from(start) };
    if (this.is('*')) this.index++;
    const label = this.label();
    const value = label === undefined && this.#enclosed > 0 ? this.expression() : this.commandOrExpression();
    return label === undefined ? { value, span: this.from(start) } : { label, value, span: this.from(start) };
  }

  private label(): string | undefined {
    if (!this.is(':', 1) || this.ahead(1).newlineBefore) return undefined;
    const { type } = this.token;
    if (type !== 'name' && type !== 'string' && type !== 'number') return undefined;
    const label = type === 'string' ? plainText(this.token) : this.token.text;
    this.index += 2;
    return label;
  }

  private primary(): GroovyNode | undefined {
    const { token } = this;
    const { start } = token;
    if (token.type === 'string') {
      this.index++;
      return { kind: 'string', parts: this.stringParts(token), span: span(this.file, token.start, token.end) };
    }
    if (token.type === 'number') {
      this.index++;
      return { kind: 'constant', value: Number.parseFloat(token.text.replaceAll('_', '')), span: this.from(start) };
    }
    if (token.type === 'name') return this.namePrimary(token);
    if (token.type === 'end') return undefined;
    if (token.text === '{') return this.closure();
    if (token.text === '[') return this.listOrMap();
    if (token.text === '(') {
      this.index++;
      const inside = this.bracketed(')', token, undefined, () => (this.is(')') ? undefined : this.commandOrExpression()));
      return inside ?? { kind: 'other', inside: [], span: this.from(start) };
    }
    return undefined;
  }

  private namePrimary(token: Token): GroovyNode {
    this.index++;
    const at = this.from(token.start);
    if (token.text === 'true' || token.text === 'false') return { kind: 'constant', value: token.text === 'true', span: at };
    if (token.text === 'null') return { kind: 'constant', value: null, span: at };
    if (token.text !== 'new' || this.token.type !== 'name' || this.lineEnds) return { kind: 'name', name: token.text, span: at };
    while (this.token.type === 'name' || this.is('.')) this.index++;
    if (this.is('<')) this.skipGenerics();
    const inside: GroovyNode[] = [];
    for (const opening of ['(', '[']) {
      const opened = this.token;
      if (!this.accept(opening)) continue;
      const closing = opening === '(' ? ')' : ']';
      inside.push(...this.bracketed(closing, opened, [], () => this.argumentList(closing)).map(argument => argument.value));
    }
    if (this.is('{') && !this.token.newlineBefore) inside.push(this.closure());
    return { kind: 'other', inside, span: this.from(token.start) };
  }

  /** Passes over `<…>` of a generic type, if that is what stands here. */
  protected skipGenerics(): boolean {
    let depth = 0;
    for (let by = 0; by < 40; by++) {
      const { text, type } = this.ahead(by);
      if (text === '<') depth++;
      else if (text === '>') depth--;
      else if (text === '>>') depth -= 2;
      else if (type !== 'name' && ![',', '.', '?', '[', ']', '&'].includes(text)) return false;
      if (depth > 0) continue;
      this.index += by + 1;
      return true;
    }
    return false;
  }

  private listOrMap(): GroovyNode {
    const opened = this.token;
    this.index++;
    let empty = false;
    const entries = this.bracketed<GroovyArgument[]>(']', opened, [], () => {
      empty = this.is(':') && this.is(']', 1);
      if (empty) this.index++;
      const list: GroovyArgument[] = [];
      while (!this.is(']') && this.token.type !== 'end') {
        const before = this.index;
        if (this.is('(')) list.push(this.computedEntry());
        else list.push(this.argument());
        if (this.accept(',')) continue;
        if (this.is(']') || this.token.text === '}') break;
        if (this.index === before) this.index++;
      }
      return list;
    });
    const at = this.from(opened.start);
    if (empty || entries.some(entry => entry.label !== undefined)) return { kind: 'map', entries, span: at };
    return { kind: 'list', items: entries.map(entry => entry.value), span: at };
  }

  /** `[(key): value]`: a key nobody can read. */
  private computedEntry(): GroovyArgument {
    const { start } = this.token;
    const key = this.expression();
    if (!this.accept(':')) return { value: key, span: this.from(start) };
    return { label: '', value: this.expression(), span: this.from(start) };
  }

  protected closure(): GroovyClosure {
    const opened = this.token;
    this.index++;
    const none = { parameters: [], body: [] };
    const closure = this.bracketed<Pick<GroovyClosure, 'parameters' | 'body'>>('}', opened, none, () => ({
      parameters: this.closureParameters(),
      body: this.statements(),
    }));
    return { kind: 'closure', ...closure, span: this.from(opened.start) };
  }

  /** `a, b ->` at the head of a closure; nothing is taken where there is none. */
  private closureParameters(): readonly string[] {
    if (this.accept('->')) return [];
    const names: string[] = [];
    let depth = 0;
    for (let by = 0; by < 60; by++) {
      const { type, text, newlineBefore } = this.ahead(by);
      if (text === '->' && depth === 0) {
        this.index += by + 1;
        return names;
      }
      if (type === 'end' || text === '{' || text === '}' || text === ';' || (newlineBefore && by > 0 && !this.is(',', by - 1))) return [];
      if (text === '(' || text === '[' || text === '<') depth++;
      if (text === ')' || text === ']' || text === '>') depth--;
      if (type === 'name' && [',', '->', '='].includes(this.ahead(by + 1).text)) names.push(text);
    }
    return [];
  }

  private stringParts(token: Token): readonly GroovyStringPart[] {
    return (token.parts ?? []).map((part): GroovyStringPart => {
      if (part.kind === 'text') return part;
      const at = span(this.file, part.start, part.end);
      const isTooDeep = this.#depth > DEEPEST;
      if (isTooDeep) this.noteDepth(part.start);
      const [expression] = isTooDeep ? [] : this.nested(part.start, part.end, this.#depth + 1);
      return { kind: 'hole', expression: expression ?? { kind: 'other', inside: [], span: at }, span: at };
    });
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

function plainText(token: Token): string {
  return (token.parts ?? []).map(part => (part.kind === 'text' ? part.text.value : '')).join('');
}
