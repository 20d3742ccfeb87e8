import { type SourceFile, type Span, span } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import type { Notation } from '../source/notation.js';
import { assigned, endsInBackslash, isRuleHead, isTest, operatorOf, ruleColon, testOf, withoutComment } from './makefile-lines.js';
import type { MakeArm, Makefile, MakeRule, MakeStatement } from './makefile-nodes.js';
import { tooLong } from './text-size.js';

export type * from './makefile-nodes.js';

/** Reads a Makefile with places. Lines that are nothing of make's are passed over with a problem. Never throws. */
export function parseMakefile(file: SourceFile): Makefile {
  const why = tooLong(file.text, 'a Makefile');
  if (why !== undefined) return { statements: [], problems: [{ at: span(file, 0, 0), message: why, isLimit: true }] };
  return new MakefileParser(file).parse();
}

interface OpenConditional {
  readonly start: number;
  readonly arms: (MakeArm & { readonly body: MakeStatement[] })[];
  readonly outer: MakeStatement[];
}

interface OpenRule {
  readonly rule: Omit<MakeRule, 'recipe'>;
  readonly recipe: MappedText[];
}

const ASSIGNMENT =
  /^((?:(?:export|override|private|unexport)[ \t]+)*)([^\s:#=+?!]+(?:[ \t]+[^\s:#=+?!]+)*?)[ \t]*(\?=|\+=|!=|:::=|::=|:=|=)[ \t]*/;
const TARGET_ASSIGNMENT =
  /^([^:=#\t][^:=#]*?)[ \t]*::?[ \t]*((?:(?:export|override|private)[ \t]+)*)([\w.%/-]+)[ \t]*(\?=|\+=|!=|::=|:=|=)[ \t]*/;
const DIRECTIVE =
  /^[ \t]*(ifeq|ifneq|ifdef|ifndef|else|endif|define|endef|include|-include|sinclude|export|unexport|undefine|vpath|load)\b[ \t]*/;

/** Name and operator of a variable stand within so many characters: the patterns for them take the square of what they look through. */
const LONGEST_HEAD = 1_000;

/** Conditionals within conditionals; what stands deeper is not read. */
const DEEPEST = 100;

class MakefileParser {
  readonly #file: SourceFile;
  readonly #problems: { at: Span; message: string; isLimit?: boolean }[] = [];
  #statements: MakeStatement[] = [];
  #open: OpenConditional[] = [];
  #rule: OpenRule | undefined;
  #line = 1;
  #prefix = '\t';
  /** conditionals open beyond the deepest that is read */
  #skipped = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  parse(): Makefile {
    while (this.#line <= this.#file.lineStarts.length) this.#next();
    this.#endRule();
    for (const open of this.#open.reverse()) {
      this.#problem(open.start, open.start + 1, 'this conditional is never ended by endif');
      this.#statements = open.outer;
      this.#statements.push({ kind: 'conditional', arms: open.arms, span: this.#span(open.start, this.#file.text.length) });
    }
    return { statements: this.#statements, problems: this.#problems };
  }

  #next(): void {
    const start = this.#offset(this.#line);
    const first = this.#file.line(this.#line);
    if (first.startsWith(this.#prefix) && this.#rule !== undefined) {
      this.#recipeLine();
      return;
    }
    const text = withoutComment(this.#logicalLine());
    const trimmed = text.value.trim();
    if (trimmed === '') return;
    const directive = DIRECTIVE.exec(text.value);
    if (this.#skips(directive?.[1] ?? '', start)) return;
    if (directive?.[1] !== undefined && this.#directive(directive[1], text, directive[0].length, start)) return;
    // Only behind a rule does a tab begin a recipe; before the first one it is a blank.
    this.#endRule();
    const skipped = text.value.length - text.value.trimStart().length;
    this.#plain(text.slice(skipped), start);
  }

  /** Passes over what stands in conditionals that are nested too deep. */
  #skips(word: string, start: number): boolean {
    const opens = /^ifn?(?:eq|def)$/.test(word);
    if (this.#skipped === 0) {
      if (!opens || this.#open.length < DEEPEST) return false;
      const message = `more than ${DEEPEST} levels of conditionals are not read`;
      this.#problems.push({ at: this.#span(start, start + 1), message, isLimit: true });
      this.#endRule();
    }
    if (opens) this.#skipped++;
    else if (word === 'endif') this.#skipped--;
    return true;
  }

  #plain(text: MappedText, start: number): void {
    const end = text.spanOf().end;
    const head = text.value.slice(0, LONGEST_HEAD);
    const assignment = ASSIGNMENT.exec(head);
    if (assignment !== null && !isRuleHead(text.value, assignment)) {
      const [whole, modifiers = '', name = '', operator = '='] = assignment;
      const nameAt = modifiers.length;
      if (name === '.RECIPEPREFIX') this.#prefix = text.value.slice(whole.length).trim().charAt(0) || '\t';
      this.#statements.push(assigned(text, { whole, modifiers, name, operator, nameAt }, this.#span(start, end)));
      return;
    }
    const special = TARGET_ASSIGNMENT.exec(head);
    if (special !== null) {
      const [whole, targets = '', modifiers = '', name = '', operator = '='] = special;
      const nameAt = whole.lastIndexOf(name, whole.length - operator.length);
      const base = assigned(text, { whole, modifiers, name, operator, nameAt }, this.#span(start, end));
      this.#statements.push({ ...base, targets: text.slice(0, targets.length) });
      return;
    }
    const colon = ruleColon(text.value);
    if (colon === undefined) {
      // A call that gives rules or nothing (`$(eval …)`, `$(info …)`) is not known.
      if (!text.value.startsWith('$')) this.#problem(start, end, 'this line is neither a rule nor an assignment');
      return;
    }
    this.#beginRule(text, colon, start, end);
  }

  #beginRule(text: MappedText, colon: number, start: number, end: number): void {
    const after = text.value.startsWith('::', colon) ? colon + 2 : colon + 1;
    const semicolon = text.value.indexOf(';', after);
    const prerequisites = text.slice(after, semicolon < 0 ? text.value.length : semicolon);
    this.#rule = { rule: { kind: 'rule', targets: text.slice(0, colon), prerequisites, span: this.#span(start, end) }, recipe: [] };
    if (semicolon >= 0) this.#rule.recipe.push(text.slice(semicolon + 1));
  }

  #endRule(): void {
    const open = this.#rule;
    this.#rule = undefined;
    if (open !== undefined) this.#statements.push({ ...open.rule, recipe: open.recipe });
  }

  /** A recipe line with its `\`-newlines, which the shell gets as they are, less the tab of each further line. */
  #recipeLine(): void {
    const pieces: MappedText[] = [];
    const inner = { file: this.#file, start: this.#offset(this.#line), end: this.#offset(this.#line) };
    // A line more would be a shell of its own.
    const notation: Notation = { inner, encode: text => (text.includes('\n') ? undefined : text.replaceAll('$', '$$$$')) };
    for (;;) {
      const start = this.#offset(this.#line);
      const line = this.#file.line(this.#line);
      const cut = line.startsWith(this.#prefix) ? this.#prefix.length : 0;
      pieces.push(MappedText.verbatim(this.#file, start + cut, start + line.length, notation));
      inner.end = start + line.length;
      this.#line++;
      if (!endsInBackslash(line) || this.#line > this.#file.lineStarts.length) break;
    }
    this.#rule?.recipe.push(MappedText.joined(pieces, '\n'));
  }

  /** A line with those it goes on in: each `\`-newline with the blanks around it is one blank. */
  #logicalLine(): MappedText {
    const pieces: MappedText[] = [];
    for (;;) {
      const start = this.#offset(this.#line);
      const line = this.#file.line(this.#line);
      const goesOn = endsInBackslash(line);
      const body = goesOn ? line.slice(0, -1).trimEnd() : line;
      const lead = pieces.length > 0 ? body.length - body.trimStart().length : 0;
      pieces.push(MappedText.verbatim(this.#file, start + lead, start + Math.max(lead, body.length)));
      this.#line++;
      if (!goesOn || this.#line > this.#file.lineStarts.length) break;
    }
    return MappedText.joined(pieces, ' ');
  }

  /** @returns whether the line was a directive, and not a rule or variable of that name */
  #directive(word: string, text: MappedText, from: number, start: number): boolean {
    const rest = text.slice(from);
    if (/^(?:\?|\+|:|!)?=|^:(?!=)/.test(rest.value)) return false;
    const end = text.spanOf().end;
    switch (word) {
      case 'define':
        this.#endRule();
        this.#define(rest, start);
        return true;
      case 'ifeq':
      case 'ifneq':
      case 'ifdef':
      case 'ifndef': {
        this.#endRule();
        this.#open.push({ start, arms: [{ test: testOf(word, rest, this.#span(start, end)), body: [] }], outer: this.#statements });
        this.#statements = this.#open.at(-1)?.arms[0]?.body ?? [];
        return true;
      }
      case 'else':
        this.#endRule();
        this.#else(rest, start, end);
        return true;
      case 'endif':
        this.#endRule();
        this.#endif(start, end);
        return true;
      case 'include':
      case '-include':
      case 'sinclude':
        this.#endRule();
        this.#statements.push({ kind: 'include', paths: rest, optional: word !== 'include', span: this.#span(start, end) });
        return true;
      case 'export':
      case 'unexport':
        if (ASSIGNMENT.test(text.value.trimStart().slice(0, LONGEST_HEAD))) return false;
        this.#endRule();
        this.#statements.push({ kind: 'export', names: rest, on: word === 'export', span: this.#span(start, end) });
        return true;
      default:
        this.#endRule();
        return true;
    }
  }

  #else(rest: MappedText, start: number, end: number): void {
    const open = this.#open.at(-1);
    if (open === undefined) {
      this.#problem(start, end, 'this else belongs to no conditional');
      return;
    }
    const inner = /^(ifeq|ifneq|ifdef|ifndef)\b[ \t]*/.exec(rest.value);
    const directive = inner?.[1];
    const test = inner !== null && isTest(directive) ? testOf(directive, rest.slice(inner[0].length), this.#span(start, end)) : undefined;
    const arm: OpenConditional['arms'][number] = test === undefined ? { body: [] } : { test, body: [] };
    open.arms.push(arm);
    this.#statements = arm.body;
  }

  #endif(start: number, end: number): void {
    const open = this.#open.pop();
    if (open === undefined) {
      this.#problem(start, end, 'this endif belongs to no conditional');
      return;
    }
    this.#statements = open.outer;
    this.#statements.push({ kind: 'conditional', arms: open.arms, span: this.#span(open.start, end) });
  }

  /** `define NAME` … `endef`: the lines between are the value. */
  #define(head: MappedText, start: number): void {
    const match = /^([^\s=:?+]+)[ \t]*(\?=|\+=|:=|::=|=)?/.exec(head.value);
    const lines: MappedText[] = [];
    let depth = 1;
    for (; this.#line <= this.#file.lineStarts.length; this.#line++) {
      const line = this.#file.line(this.#line);
      if (/^[ \t]*define\b/.test(line)) depth++;
      if (/^[ \t]*endef\b/.test(line)) depth--;
      if (depth === 0) break;
      const at = this.#offset(this.#line);
      lines.push(MappedText.verbatim(this.#file, at, at + line.length));
    }
    if (depth > 0) this.#problem(start, start + 'define'.length, 'this define is never ended by endef');
    this.#line++;
    const name = match?.[1] ?? '';
    const operator = operatorOf(match?.[2] ?? '=');
    const at = this.#span(start, this.#offset(this.#line));
    const value = lines.length === 0 ? head.slice(head.value.length) : MappedText.joined(lines, '\n');
    this.#statements.push({
      kind: 'assignment',
      name: head.slice(0, name.length),
      operator,
      value,
      exported: false,
      override: false,
      span: at,
    });
  }

  #offset(line: number): number {
    return this.#file.lineStarts[line - 1] ?? this.#file.text.length;
  }

  #span(start: number, end: number): Span {
    return span(this.#file, start, Math.max(start, end));
  }

  #problem(start: number, end: number, message: string): void {
    this.#problems.push({ at: this.#span(start, end), message });
  }
}
