import { append } from '../model/append.js';
import { type SourceFile, span } from '../source/file.js';
import { GroovyDeclarations } from './groovy-declarations.js';
import { pathOf } from './groovy-expressions.js';
import type { GroovyFile, GroovyNode } from './groovy-nodes.js';
import { tooLong } from './text-size.js';

export type * from './groovy-nodes.js';
export { pathOf };

/**
 * Reads Groovy as Jenkins does (2.4), tolerantly: calls, strings, closures and control flow are read with their places; an expression
 * that is wrong in itself gives `other` nodes and no problem, as a linter of calls must not cry wolf. Never throws.
 * @param text what is read in place of the file's text: as long as it, so that places are those of the file
 */
export function parseGroovy(file: SourceFile, text: string = file.text): GroovyFile {
  const why = tooLong(text, 'a Groovy text', MOST_CHARACTERS);
  if (why !== undefined) return { statements: [], problems: [{ at: span(file, 0, 0), message: why, isLimit: true }] };
  const parser = new GroovyParser(file, 0, text.length, text);
  const statements = parser.all();
  const problems = parser.problems.map(({ start, end, ...problem }) => ({ at: span(file, start, end), ...problem }));
  return { statements, problems };
}

/** A token takes more memory than what others are cut into. Of the public Jenkinsfiles measured the longest has 47,000 characters. */
const MOST_CHARACTERS = 500_000;

/** Arms of one `if`; those of real files have fewer than 30. */
const MOST_ARMS = 200;

class GroovyParser extends GroovyDeclarations {
  all(): readonly GroovyNode[] {
    const list: GroovyNode[] = [];
    while (this.token.type !== 'end') {
      append(list, this.statements());
      if (this.is('}')) {
        this.problems.push({ start: this.token.start, end: this.token.end, message: "this '}' closes nothing" });
        this.index++;
      }
    }
    return list;
  }

  protected override nested(start: number, end: number, depth: number): readonly GroovyNode[] {
    // The hole's own lexical problems are those of the string around it: they are not said twice.
    const parser = new GroovyParser(this.file, start, end, this.text, depth);
    const statements = parser.all();
    this.noteDepth(parser.problems.find(problem => problem.isLimit)?.start);
    return statements;
  }

  protected override statements(): readonly GroovyNode[] {
    const list: GroovyNode[] = [];
    while (this.token.type !== 'end' && !this.is('}')) {
      if (this.accept(';')) continue;
      const before = this.index;
      const statement = this.statement();
      if (statement !== undefined) list.push(statement);
      if (this.index === before) this.index++;
    }
    return list;
  }

  private statement(): GroovyNode | undefined {
    const { token } = this;
    if (token.text === '@' && this.ahead(1).type === 'name') return this.annotation();
    if (token.type !== 'name') return token.text === '{' ? this.closure() : this.commandOrExpression();
    if (this.is(':', 1) && !['(', '.'].includes(this.ahead(2).text) && this.ahead(2).newlineBefore) {
      this.index += 2;
      return undefined;
    }
    switch (token.text) {
      case 'import':
      case 'package':
        return this.skipLine();
      case 'if':
        return this.is('(', 1) ? this.ifStatement() : this.commandOrExpression();
      case 'for':
        return this.is('(', 1) ? this.forStatement() : this.commandOrExpression();
      case 'while':
        return this.is('(', 1) ? this.whileStatement() : this.commandOrExpression();
      case 'switch':
        return this.is('(', 1) ? this.switchStatement() : this.commandOrExpression();
      case 'try':
        return this.is('{', 1) ? this.tryStatement() : this.commandOrExpression();
      case 'return':
      case 'throw':
      case 'break':
      case 'continue':
        return this.jump(token.text);
      case 'assert':
        this.index++;
        return this.commandOrExpression();
    }
    return this.typeDeclaration() ?? this.declaration() ?? this.commandOrExpression();
  }

  private skipLine(): undefined {
    do this.index++;
    while (this.token.type !== 'end' && !this.token.newlineBefore && !this.is(';'));
    return undefined;
  }

  /** The statement or block after `if (…)`, `else`, `for (…)` … */
  private body(): readonly GroovyNode[] {
    if (this.is('{')) return this.closure().body;
    return [this.deeper(() => this.statement() ?? { kind: 'other', inside: [], span: this.from(this.token.start) })];
  }

  private ifStatement(): GroovyNode {
    const { start } = this.token;
    const arms: { condition?: GroovyNode; body: readonly GroovyNode[] }[] = [];
    for (let goesOn = true; goesOn; ) {
      this.index++;
      const [condition] = this.parenthesised();
      const arm = { condition: condition?.value ?? ({ kind: 'other', inside: [], span: this.from(start) } as const), body: this.body() };
      // What decides about an arm is all that stands before it.
      if (arms.length < MOST_ARMS) arms.push(arm);
      else this.noteDepth(arm.condition.span.start);
      this.accept(';');
      const hasElse = this.accept('else');
      goesOn = hasElse && this.is('if');
      if (hasElse && !goesOn) arms.push({ body: this.body() });
    }
    return { kind: 'branch', arms, span: this.from(start) };
  }

  private forStatement(): GroovyNode {
    const { start } = this.token;
    this.index += 2;
    const opened = this.ahead(-1);
    let variable: string | undefined;
    let over: GroovyNode | undefined;
    this.bracketed(')', opened, undefined, () => {
      for (let by = 0; by < 8; by++) {
        if (!this.is('in', by) && !this.is(':', by)) continue;
        variable = this.ahead(by - 1).text;
        this.index += by + 1;
        over = this.expression();
        return;
      }
      this.skipTo(')');
    });
    const body = this.body();
    return {
      kind: 'loop',
      ...(variable === undefined ? {} : { variable }),
      ...(over === undefined ? {} : { over }),
      body,
      span: this.from(start),
    };
  }

  private whileStatement(): GroovyNode {
    const { start } = this.token;
    this.index++;
    const inside = this.parenthesised().map(argument => argument.value);
    const body = this.body();
    return { kind: 'loop', body: [...inside, ...body], span: this.from(start) };
  }

  private switchStatement(): GroovyNode {
    const { start } = this.token;
    this.index++;
    const [subject] = this.parenthesised();
    const arms: { condition?: GroovyNode; body: GroovyNode[] }[] = [];
    const opened = this.token;
    if (this.accept('{')) {
      this.bracketed('}', opened, undefined, () => {
        while (this.token.type !== 'end' && !this.is('}')) this.switchEntry(arms, subject?.value);
      });
    }
    return { kind: 'branch', arms, span: this.from(start) };
  }

  private switchEntry(arms: { condition?: GroovyNode; body: GroovyNode[] }[], subject: GroovyNode | undefined): void {
    const { start } = this.token;
    if (this.accept('default')) {
      this.accept(':');
      arms.push({ body: [] });
    } else if (this.accept('case')) {
      const value = this.expression();
      this.accept(':');
      const operands = subject === undefined ? [value] : [subject, value];
      arms.push({ condition: { kind: 'operation', operator: '==', operands, span: this.from(start) }, body: [] });
    } else {
      const before = this.index;
      const statement = this.accept(';') ? undefined : this.statement();
      if (statement !== undefined) arms.at(-1)?.body.push(statement);
      if (this.index === before) this.index++;
    }
  }

  private tryStatement(): GroovyNode {
    const { start } = this.token;
    this.index++;
    const body = this.body();
    const handlers: { variable?: string; body: readonly GroovyNode[] }[] = [];
    let last: readonly GroovyNode[] = [];
    while (this.is('catch') && this.is('(', 1)) {
      this.index++;
      this.skipParenthesised();
      // `catch (A | B e)`: the last word before the parenthesis that was just passed
      const variable = this.ahead(-2);
      handlers.push({ ...(variable.type === 'name' ? { variable: variable.text } : {}), body: this.body() });
    }
    if (this.accept('finally')) last = this.body();
    return { kind: 'try', body, handlers, last, span: this.from(start) };
  }

  private jump(how: 'return' | 'throw' | 'break' | 'continue'): GroovyNode {
    const { start } = this.token;
    this.index++;
    const empty = this.token.newlineBefore || this.is(';') || this.is('}') || this.token.type === 'end';
    if (empty) return { kind: 'jump', how, span: this.from(start) };
    return { kind: 'jump', how, value: this.commandOrExpression(), span: this.from(start) };
  }
}
