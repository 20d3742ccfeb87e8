import type * as bash from 'unbash';
import { parse as parseBash } from 'unbash';
import type { Unread } from '../model/pipeline.js';
import { isStackOverflow } from '../model/stack-overflow.js';
import type { Script } from '../model/step.js';
import { work } from '../model/work.js';
import type { Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';
import { assignedIn } from './arithmetic.js';
import { type Reading, readHereDoc, readWord, spanOf, stretchOf } from './parse-words.js';
import type * as shell from './syntax.js';
import { isIdentical } from './values.js';
import type { Source } from './written.js';

export interface ParsedScript {
  readonly list: shell.List;
  /** syntax errors, each at its place; what is around them was read */
  readonly unread: readonly Unread[];
}

const ofTexts = new WeakMap<MappedText, ParsedScript>();

/**
 * The scripts of a pipeline, each read once: jobs share what a default, a template or a matrix gives them, though the text of each job is
 * put together anew. Of the shell text of public Travis and GitLab files, 70 % stands in a script that was read for another job.
 */
export class ParsedScripts {
  readonly #byText = new Map<string, { readonly script: Script; readonly parsed: ParsedScript }[]>();

  /** Reads shell text. Never throws; what is broken is listed, and the rest is read. */
  read(script: Script): ParsedScript {
    const known = script.holes.length > 0 ? undefined : ofTexts.get(script.text);
    if (known !== undefined) return known;
    // Jobs that share nothing may hold the same text, thousands of them: those are told apart by where they stand.
    const key = `${script.text.spanOf().start}:${script.text.value}`;
    const alike = this.#byText.get(key) ?? [];
    const found = alike.find(other => isSame(other.script, script));
    if (found !== undefined) return found.parsed;
    const parsed = parseScript(script);
    this.#byText.set(key, [...alike, { script, parsed }]);
    // A file that several pipelines call is one text.
    if (script.holes.length === 0) ofTexts.set(script.text, parsed);
    return parsed;
  }
}

function isSame(a: Script, b: Script): boolean {
  if (a.holes.length !== b.holes.length || !a.text.isSameAs(b.text)) return false;
  return a.holes.every((hole, index) => {
    const beside = b.holes[index];
    return beside !== undefined && hole.start === beside.start && hole.end === beside.end && isIdentical(hole.value, beside.value);
  });
}

/**
 * What opens something in a script may be searched by the parser up to the end of the text for what closes it. Of 3,308 public CI files none
 * has more than 220 of them.
 */
const MOST_OPENINGS = 5_000;

function countOpenings(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/[$<>]\(|<<|`/g)) count++;
  return count;
}

function parseScript(script: Script): ParsedScript {
  work.shellTexts++;
  const holes = [...script.holes].sort((a, b) => a.start - b.start);
  const unread: Unread[] = [];
  const carriageReturn = script.text.value.indexOf('\r\n');
  if (carriageReturn >= 0) {
    const at = script.text.spanOf(carriageReturn, carriageReturn + 1);
    unread.push({ at, why: 'lines end with CRLF, which a shell takes for a part of the words before it', kind: 'syntax' });
  }
  if (countOpenings(script.text.value) > MOST_OPENINGS) {
    const span = script.text.spanOf();
    const why = `a script with more than ${MOST_OPENINGS} substitutions and here-documents is not read`;
    return { list: [{ node: { kind: 'unread', span }, background: false }], unread: [{ at: span, why, kind: 'limit' }] };
  }
  const source: Source = { code: withoutCarriageReturns(script.text.value), text: script.text, holes };
  try {
    return { list: readScript(source, parseBash(source.code), unread), unread };
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    const span = script.text.spanOf();
    const why = 'this script is nested too deep to be read';
    return { list: [{ node: { kind: 'unread', span }, background: false }], unread: [...unread, { at: span, why, kind: 'limit' }] };
  }
}

/**
 * bash takes the carriage return of a Windows line end for a part of the word before it. Such a file is meant as if it had none, so
 * they become blanks; where one stands behind the backslash that joins two lines, the two change places. Offsets stay.
 */
function withoutCarriageReturns(text: string): string {
  return text.includes('\r') ? text.replaceAll('\\\r\n', ' \\\n').replaceAll('\r', ' ') : text;
}

function readScript(source: Source, script: bash.ParsedScript, unread: Unread[], use: Use = 'body'): shell.List {
  for (const { message, pos } of script.errors ?? []) {
    // What is missing at the end is noted at the last character: behind it lies what is no part of the script.
    const at = Math.max(0, Math.min(pos, source.text.value.trimEnd().length - 1));
    unread.push({ at: source.text.spanOf(at, at + 1), why: `shell syntax error: ${message}`, kind: 'syntax' });
  }
  const reading: Reading = {
    source,
    list: (inner, of) => (inner === undefined ? [] : readScript(of, inner, unread, 'asked')),
  };
  return statements(reading, script.commands, use);
}

/** Whether commands are run for what they do, or asked for what they print or how they end: those have nothing put beside them. */
type Use = 'body' | 'asked';

function statements(reading: Reading, found: readonly bash.Statement[], use: Use): shell.List {
  return found.map(({ command, background }) => {
    const isBackground = background === true;
    const stretch = stretchOf(command);
    const isPart = isBackground || use === 'asked';
    const place: Within = isPart ? {} : { statement: { parted: 'any', ...stretch }, removal: stretch, others: found.length - 1 };
    return { node: node(reading, command, place), background: isBackground };
  });
}

/** What is around a command, as far as changing it asks for that. */
type Within = Partial<Pick<shell.WrittenCommand, 'statement' | 'removal' | 'others'>>;

function list(reading: Reading, found: bash.CompoundList, use: Use = 'body'): shell.List {
  return statements(reading, found.commands, use);
}

function node(reading: Reading, found: bash.PipelineNode | bash.AndOr | bash.CompoundList, within: Within = {}): shell.Node {
  const span = spanOf(reading, found);
  switch (found.type) {
    case 'Command':
      return new SimpleCommand(reading, found, within);
    case 'Pipeline': {
      const negated = found.prefixes.filter(prefix => prefix.type === 'Negation').length % 2 === 1;
      const { removal: _, ...inside } = within;
      return { kind: 'pipeline', elements: found.commands.map(element => node(reading, element, inside)), negated, span };
    }
    case 'AndOr':
      return andOr(reading, found, within);
    case 'CompoundList':
      return { kind: 'group', body: list(reading, found), span };
    case 'BraceGroup':
      return { kind: 'group', body: list(reading, found.body), span };
    case 'Subshell':
      return { kind: 'subshell', body: list(reading, found.body), span };
    case 'Function':
      return { kind: 'function', name: found.name.value, body: node(reading, found.body), span };
    case 'Redirected':
      return { kind: 'redirected', body: node(reading, found.command), redirects: redirects(reading, found.redirects), span };
    case 'Coproc':
      return { kind: 'repeat', variables: [], body: [{ node: node(reading, found.body), background: true }], span };
    case 'TestCommand':
      return { kind: 'test', expression: test(reading, found.expression), span };
    case 'ArithmeticCommand':
      return { kind: 'arithmetic', assigns: assignedIn(found.body), span };
    default:
      return compound(reading, found);
  }
}

function compound(reading: Reading, found: bash.If | bash.For | bash.While | bash.Case | bash.Select | bash.ArithmeticFor): shell.Node {
  const span = spanOf(reading, found);
  switch (found.type) {
    case 'If': {
      const clauses = [found, ...found.elif].map(clause => ({
        test: list(reading, clause.clause, 'asked'),
        body: list(reading, clause.then),
        span: spanOf(reading, clause.clause),
      }));
      return { kind: 'if', clauses, otherwise: found.else === undefined ? undefined : list(reading, found.else), span };
    }
    case 'For': {
      const words = found.wordlist?.map(word => readWord(reading, word));
      return { kind: 'for', variable: found.name.value, words, body: list(reading, found.body), span };
    }
    case 'While':
      return {
        kind: 'loop',
        until: found.kind === 'until',
        test: list(reading, found.clause, 'asked'),
        body: list(reading, found.body),
        span,
      };
    case 'Case':
      return { kind: 'case', subject: readWord(reading, found.word), arms: found.items.map(item => arm(reading, item)), span };
    case 'Select':
      return { kind: 'repeat', variables: [found.name.value], body: list(reading, found.body), span };
    case 'ArithmeticFor': {
      const head = reading.source.code.slice(found.pos, found.body.pos);
      return { kind: 'repeat', variables: assignedIn(head), body: list(reading, found.body), span };
    }
  }
}

function arm(reading: Reading, item: bash.CaseItem): shell.CaseArm {
  const patterns = item.pattern.map(pattern => readWord(reading, pattern));
  return { patterns, body: list(reading, item.body), ends: item.terminator ?? ';;', span: spanOf(reading, item) };
}

function andOr(reading: Reading, found: bash.AndOr, within: Within): shell.Node {
  const [first, ...others] = found.commands.map((command, index) => node(reading, command, partOf(found, index, within)));
  const rest = others.map((next, index) => ({ operator: found.operators[index] ?? '&&', node: next }));
  const span = spanOf(reading, found);
  return first === undefined ? { kind: 'group', body: [], span } : { kind: 'and-or', first, rest, span };
}

/** A part of `a && b` is a statement of its own; with `||` among them what stands beside matters. */
function partOf({ commands, operators }: bash.AndOr, index: number, { statement: whole }: Within): Within {
  if (whole === undefined) return {};
  if (operators.includes('||')) return { statement: { ...whole, parted: 'by line' } };
  const [before, own, after] = [commands[index - 1], commands[index], commands[index + 1]];
  if (own === undefined) return {};
  const start = before === undefined || after !== undefined ? own.pos : before.end;
  const removal = { start, end: after === undefined ? own.end : after.pos };
  const part = after === undefined ? 'last' : before === undefined ? 'first' : 'middle';
  return { statement: { parted: 'by &&', part, ...stretchOf(own) }, removal, others: commands.length - 1 };
}

/** A simple command. How it is written is worked out where a rule asks for a change. */
class SimpleCommand implements shell.Simple {
  readonly kind = 'simple';
  readonly assignments: readonly shell.Assignment[];
  readonly words: readonly shell.Argument[];
  readonly redirects: readonly shell.Redirect[];
  readonly span: Span;
  readonly #text: MappedText;
  readonly #stretch: shell.Stretch;
  readonly #within: Within;

  constructor(reading: Reading, { prefix, name, args, redirects: found, pos, end }: bash.Command, within: Within) {
    const assignments: shell.Assignment[] = [];
    for (const one of prefix) if (one.type === 'Assignment') assignments.push(assignment(reading, one));
    const words: shell.Argument[] = name === undefined ? [] : [readWord(reading, name)];
    for (const argument of args) words.push(argument.type === 'Word' ? readWord(reading, argument) : assignment(reading, argument));
    this.assignments = assignments;
    this.words = words;
    this.redirects = redirects(reading, found);
    this.#text = reading.source.text;
    this.span = this.#text.spanOf(pos, end);
    this.#stretch = { start: pos, end };
    this.#within = within;
  }

  get written(): shell.WrittenCommand {
    return { others: 0, ...this.#within, ...this.#stretch, text: this.#text };
  }
}

function assignment(reading: Reading, found: bash.Assignment): shell.Assignment {
  const { value, index } = found;
  return {
    kind: 'assignment',
    name: found.name,
    ...(index === undefined ? {} : { index: readWord(reading, index) }),
    append: found.append === true,
    value:
      value.type === 'Word'
        ? readWord(reading, value)
        : { kind: 'array', elements: value.elements.map(element => readWord(reading, element)), span: spanOf(reading, value) },
    span: spanOf(reading, found),
  };
}

function redirects(reading: Reading, found: readonly bash.Redirection[]): shell.Redirect[] {
  return found.flatMap((redirect): shell.Redirect[] => {
    const span = spanOf(reading, redirect);
    if (redirect.type === 'HereDoc') return [{ kind: 'text', body: readHereDoc(reading, redirect), span }];
    const target = redirect.target === undefined ? undefined : readWord(reading, redirect.target);
    if (redirect.type === 'HereString') return target === undefined ? [] : [{ kind: 'text', body: target, span }];
    const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
    return [{ kind: 'file', operator: redirect.operator, descriptor, target, span }];
  });
}

function test(reading: Reading, found: bash.TestExpression): shell.TestExpression {
  const span = spanOf(reading, found);
  switch (found.type) {
    case 'TestUnary':
      return { kind: 'unary', operator: found.operator, operand: readWord(reading, found.operand), span };
    case 'TestBinary':
      return { kind: 'binary', operator: found.operator, left: readWord(reading, found.left), right: readWord(reading, found.right), span };
    case 'TestLogical':
      return { kind: found.operator === '&&' ? 'all' : 'any', of: found.operands.map(operand => test(reading, operand)), span };
    case 'TestNot': {
      const inner = test(reading, found.operand);
      return found.negations.length % 2 === 0 ? inner : { kind: 'not', of: inner, span };
    }
    case 'TestGroup':
      return test(reading, found.expression);
  }
}
