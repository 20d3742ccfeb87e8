import { ScriptBuilder } from '../../model/script-builder.js';
import type { Script } from '../../model/step.js';
import { LONGEST_VALUE } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import type { MappedText } from '../../source/mapped-text.js';
import { FUNCTIONS } from './functions.js';
import { openPart, plainText } from './text.js';

/** Where the variables of an expansion are looked up. */
export interface Lookup {
  /** the text of a variable, expanded; `undefined` where nothing says what it is */
  variable(name: string, at: Span, depth: number): Script | undefined;
  /** references that may still be followed; a variable of two others, and each of these again, would else be followed without end */
  readonly budget: { references: number };
}

/** Make's own limit is memory; no Makefile of the repositories read nests past 12. */
const DEEPEST = 40;

/**
 * Text with `$(NAME)`, `${NAME}`, `$X` and the functions it knows expanded (https://www.gnu.org/software/make/manual/make.html#Reference);
 * `$$` is a dollar. What only a run would tell is a hole.
 */
export function expanded(text: MappedText, lookup: Lookup, depth = 0): Script {
  const builder = new ScriptBuilder();
  const { value } = text;
  let from = 0;
  for (let at = value.indexOf('$'); at >= 0; at = value.indexOf('$', at)) {
    builder.text(text.slice(from, at));
    const next = value[at + 1];
    if (next === '$' || next === undefined) {
      builder.text(next === '$' ? text.standingFor('$', at, at + 2) : text.slice(at, at + 1));
      at += 2;
    } else if (next === '(' || next === '{') {
      const end = closing(value, at + 1);
      reference(text.slice(at + 2, end), text.spanOf(at, Math.min(end + 1, value.length)), lookup, depth, builder);
      at = end + 1;
    } else {
      reference(text.slice(at + 1, at + 2), text.spanOf(at, at + 2), lookup, depth, builder);
      at += 2;
    }
    from = at;
  }
  return builder.text(text.slice(from)).build(text.spanOf());
}

/** The offset of the bracket that closes the one at `open`; the end of the text where none does. */
function closing(text: string, open: number): number {
  const [left, right] = text[open] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === left) depth++;
    else if (text[at] === right && --depth === 0) return at;
  }
  return text.length;
}

function reference(inner: MappedText, at: Span, lookup: Lookup, depth: number, builder: ScriptBuilder): void {
  const { budget } = lookup;
  const isSpent = depth > DEEPEST || budget.references <= 0;
  budget.references -= 1;
  const result = isSpent ? undefined : resolved(inner, at, lookup, depth + 1);
  if (result === undefined || result.text.value.length > LONGEST_VALUE) builder.hole(openPart({ kind: 'unknown', span: at }, at), at);
  else builder.script(result);
}

function resolved(inner: MappedText, at: Span, lookup: Lookup, depth: number): Script | undefined {
  const call = /^([a-z-]+)[ \t]+/.exec(inner.value);
  const known = call?.[1] === undefined || !Object.hasOwn(FUNCTIONS, call[1]) ? undefined : FUNCTIONS[call[1]];
  if (call !== null && known !== undefined) {
    const args = splitArguments(inner.slice(call[0].length));
    return known(args, { at, expand: text => expanded(text, lookup, depth), variable: name => lookup.variable(name, at, depth) });
  }
  // `$(shell …)`, `$(call …)`, `$(foreach …)` and what else make has: only a run would tell.
  if (call !== null) return undefined;
  const name = plainText(expanded(inner, lookup, depth));
  if (name === undefined) return undefined;
  const substitution = /^([^:]+):([^=]*)=(.*)$/.exec(name);
  return substitution === null ? lookup.variable(name.trim(), at, depth) : undefined;
}

/** Arguments at commas that stand in no bracket. */
function splitArguments(text: MappedText): readonly MappedText[] {
  const list: MappedText[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.value.length; at++) {
    const char = text.value[at];
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (char === ',' && depth === 0) {
      list.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...list, text.slice(from)];
}
