import { append } from '../model/append.js';
import { span } from '../source/file.js';
import type { Token } from './groovy-lexer.js';
import type { GroovyArgument, GroovyClosure, GroovyNode, GroovyStringPart } from './groovy-nodes.js';
import { GroovyTokens } from './groovy-tokens.js';

/** Reads what expressions are made of: constants, strings, lists, closures and arguments. */
export abstract class GroovyPrimaries extends GroovyTokens {
  /** The statements up to `}` or the end of the text. */
  protected abstract statements(): readonly GroovyNode[];
  protected abstract nested(start: number, end: number, depth: number): readonly GroovyNode[];
  protected abstract expression(): GroovyNode;
  /** What may stand where a statement or an assigned value does: calls without parentheses included. */
  protected abstract commandOrExpression(): GroovyNode;

  protected argumentList(closing: string): GroovyArgument[] {
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

  protected argument(): GroovyArgument {
    const start = this.token.start;
    if (this.accept('*:')) return { value: this.expression(), span: this.from(start) };
    if (this.is('*')) this.index++;
    const label = this.label();
    const value = label === undefined && this.isEnclosed ? this.expression() : this.commandOrExpression();
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

  protected primary(): GroovyNode | undefined {
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
      append(
        inside,
        this.bracketed(closing, opened, [], () => this.argumentList(closing)).map(argument => argument.value),
      );
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
      const depth = this.depthInside(part.start);
      const [expression] = depth === undefined ? [] : this.nested(part.start, part.end, depth);
      return { kind: 'hole', expression: expression ?? { kind: 'other', inside: [], span: at }, span: at };
    });
  }
}

/** The text of a string without its holes. */
export function plainText(token: Token): string {
  return (token.parts ?? []).map(part => (part.kind === 'text' ? part.text.value : '')).join('');
}
