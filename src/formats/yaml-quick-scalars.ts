import type { ParsedAlias, ParsedScalar } from './yaml-parsed.js';
import { decodeDoubleQuoted, type ScalarStyle, unfold } from './yaml-scalar.js';

/** Thrown where the full parser is to be asked. */
export class GiveUp extends Error {}

const TAB = 0x09;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const COLON = 0x3a;

export function isBlankOrEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === SPACE || code === NEWLINE || code === TAB || Number.isNaN(code);
}

export function spacesEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === SPACE) end++;
  return end;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

export function scalar(style: ScalarStyle, start: number, end: number, decoded: string): ParsedScalar {
  return { kind: 'scalar', start, end, style, decoded, value: style === 'plain' ? coreValue(decoded) : decoded };
}

/** YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#103-core-schema */
function coreValue(text: string): string | number | boolean | null {
  if (!/^[-+.~0-9nNtTfF]/.test(text)) return text === '' ? null : text;
  if (/^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number(text);
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN;
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text;
}

/** What may not begin a plain scalar, or begins something else. */
const NOT_PLAIN = new Set([...',[]{}#&*!|>\'"%@`'].map(character => character.charCodeAt(0)));

export function startsPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (NOT_PLAIN.has(code)) return false;
  return !(code === 0x2d || code === 0x3f || code === COLON) || !isBlankOrEnd(text, at + 1);
}

/** The end of a plain text in its line: before a comment or the end of the line; `colon` is where a key would end. */
export function plainEnd(text: string, start: number): { readonly end: number; readonly stop: number; readonly colon: number } {
  let end = start;
  let at = start;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || Number.isNaN(code)) return { end, stop: at, colon: -1 };
    if (code === TAB) throw new GiveUp();
    if (code === COLON && isBlankOrEnd(text, at + 1)) return { end, stop: at, colon: at };
    if (code === HASH && at > start && text.charCodeAt(at - 1) === SPACE) return { end, stop: at, colon: -1 };
    if (code !== SPACE) end = at + 1;
  }
}

/** A plain scalar outside brackets, with the lines that continue it: those indented more than its parent. */
export function plainAt(text: string, start: number, parent: number): ParsedScalar {
  if (!startsPlain(text, start)) throw new GiveUp();
  let line = plainEnd(text, start);
  let { end } = line;
  let isOneLine = true;
  for (;;) {
    if (line.colon !== -1) throw new GiveUp();
    if (text.charCodeAt(line.stop) !== NEWLINE) break;
    const next = continuation(text, line.stop, parent);
    if (next === undefined || text.charCodeAt(next) === HASH) break;
    line = plainEnd(text, next);
    end = line.end;
    isOneLine = false;
  }
  const source = text.slice(start, end);
  return scalar('plain', start, end, isOneLine ? source : unfolded(source));
}

/** The first character of the next line that is not empty, where it is indented more than the parent. */
function continuation(text: string, newline: number, parent: number): number | undefined {
  let lineStart = newline + 1;
  for (;;) {
    const at = spacesEnd(text, lineStart);
    const code = text.charCodeAt(at);
    if (code === TAB) throw new GiveUp();
    if (Number.isNaN(code)) return undefined;
    if (code !== NEWLINE) return at - lineStart > parent ? at : undefined;
    lineStart = at + 1;
  }
}

function unfolded(source: string): string {
  let text = '';
  unfold({ add: more => (text += more) }, source, 0);
  return text;
}

const ESCAPES = /\\(?:[0abefnrtvN_LP "/\\\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/g;

export function quotedAt(text: string, start: number, parent: number): ParsedScalar {
  const quote = text.charAt(start);
  let end = start + 1;
  for (;;) {
    end = text.indexOf(quote, end);
    if (end === -1) throw new GiveUp();
    if (quote === "'") {
      if (text.charAt(end + 1) !== "'") break;
      end += 2;
    } else {
      let slashes = end;
      while (text.charAt(slashes - 1) === '\\') slashes--;
      if ((end - slashes) % 2 === 0) break;
      end += 1;
    }
  }
  const source = text.slice(start, end + 1);
  for (let newline = source.indexOf('\n'); newline !== -1; newline = source.indexOf('\n', newline + 1)) {
    if (continuation(text, start + newline, parent) === undefined) throw new GiveUp();
  }
  return scalar(quote === "'" ? 'single' : 'double', start, end + 1, quote === "'" ? ofSingle(source) : ofDouble(source));
}

function ofSingle(source: string): string {
  const inner = source.slice(1, -1);
  return (inner.includes('\n') ? unfolded(inner) : inner).replaceAll("''", "'");
}

function ofDouble(source: string): string {
  if (!/[\\\n]/.test(source)) return source.slice(1, -1);
  if (source.replace(ESCAPES, '').includes('\\')) throw new GiveUp();
  let text = '';
  decodeDoubleQuoted({ add: more => (text += more) }, source, 0);
  return text;
}

export function aliasAt(text: string, start: number): ParsedAlias {
  const end = nameEnd(text, start + 1);
  if (text.charAt(end - 1) === ':') throw new GiveUp();
  return { kind: 'alias', name: text.slice(start + 1, end), start, end };
}

function nameEnd(text: string, start: number): number {
  const name = /[^ ,[\]{}\n\t]+/y;
  name.lastIndex = start;
  if (!name.test(text)) throw new GiveUp();
  return name.lastIndex;
}

export interface FoundProperties {
  readonly tag?: string;
  readonly anchor?: string;
  /** behind them and the spaces after */
  readonly end: number;
}

/** An anchor, a tag of the application, or both; `undefined` where there is neither. */
export function propertiesAt(text: string, start: number): FoundProperties | undefined {
  let end = start;
  let tag: string | undefined;
  let anchor: string | undefined;
  for (;;) {
    const character = text.charAt(end);
    if (character !== '&' && character !== '!') break;
    const from = end;
    end = nameEnd(text, end + 1);
    const written = text.slice(from, end);
    if (character === '&') {
      if (anchor !== undefined) throw new GiveUp();
      anchor = written.slice(1);
    } else {
      if (tag !== undefined || !/^![\w-]+$/.test(written)) throw new GiveUp();
      tag = written;
    }
    if (!isBlankOrEnd(text, end)) throw new GiveUp();
    end = spacesEnd(text, end);
  }
  if (end === start) return undefined;
  return { ...(tag !== undefined && { tag }), ...(anchor !== undefined && { anchor }), end };
}

/** A block scalar without an indentation indicator that does not keep the lines behind it. */
export function blockScalarAt(text: string, start: number, parent: number): ParsedScalar {
  const header = /[|>](-?)(?: +(?:#.*)?)?\n/y;
  header.lastIndex = start;
  const chomp = header.exec(text);
  if (chomp === null) throw new GiveUp();
  const { lines, end } = blockLines(text, header.lastIndex, parent);
  const isFolded = text.charAt(start) === '>';
  const joined = isFolded ? folded(lines) : lines.join('\n');
  return scalar(isFolded ? 'folded' : 'literal', start, end, chomp[1] === '-' ? joined : `${joined}\n`);
}

/** The lines without the indentation of the first that is not empty; `end` is behind the last that is not. */
function blockLines(text: string, from: number, parent: number): { readonly lines: readonly string[]; readonly end: number } {
  const first = continuation(text, from - 1, parent);
  if (first === undefined) throw new GiveUp();
  const indent = first - (text.lastIndexOf('\n', first) + 1);
  const lines: string[] = [];
  let kept = 0;
  let end = from;
  for (let at = from; at < text.length; ) {
    const newline = lineEnd(text, at);
    const content = contentStart(text, at, indent);
    const code = text.charCodeAt(content);
    if (content - at < indent && code !== NEWLINE && !Number.isNaN(code)) {
      if (code === TAB) throw new GiveUp();
      break;
    }
    const line = text.slice(content, newline);
    lines.push(line);
    at = newline + 1;
    if (line === '') continue;
    kept = lines.length;
    end = Math.min(at, text.length);
  }
  // Lines of blanks only that are longer than the indentation: at the end they are part of the text, at the beginning an error.
  if (
    isBlank(lines[kept - 1]) ||
    lines
      .slice(
        0,
        lines.findIndex(line => !isBlank(line)),
      )
      .some(line => line !== '')
  )
    throw new GiveUp();
  return { lines: lines.slice(0, kept), end };
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && /^ *$/.test(line);
}

function contentStart(text: string, at: number, indent: number): number {
  let content = at;
  while (content - at < indent && text.charCodeAt(content) === SPACE) content++;
  return content;
}

function folded(lines: readonly string[]): string {
  let value = '';
  let separator = '';
  let wasIndented = false;
  let begun = false;
  for (const line of lines) {
    if (!begun && line === '') {
      value += '\n';
      continue;
    }
    begun = true;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (separator === ' ') separator = '\n';
      else if (!wasIndented && separator === '\n') separator = '\n\n';
      value += separator + line;
      separator = '\n';
      wasIndented = true;
    } else if (line === '') {
      if (separator === '\n') value += '\n';
      else separator = '\n';
    } else {
      value += separator + line;
      separator = ' ';
      wasIndented = false;
    }
  }
  return value;
}
