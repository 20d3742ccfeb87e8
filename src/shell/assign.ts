import { known, reference, type Value } from '../model/value.js';
import type { Span } from '../source/file.js';
import { withoutCommand } from './rewrite-statement.js';
import { type Place, type Session, stepFields } from './session.js';
import type { ShellState } from './state.js';
import type { Assignment, Simple } from './syntax.js';
import type { Content, Item } from './variables.js';
import type { Expander } from './words.js';

/** @param only the command, where it does nothing but this: `export A=b` */
export function assign(
  session: Session,
  assignment: Assignment,
  state: ShellState,
  place: Place,
  expander: Expander,
  { exported, only }: { readonly exported?: boolean | undefined; readonly only?: Simple | undefined } = {},
): void {
  const { name } = assignment;
  const written = contentOf(assignment, state, expander);
  const content: Content =
    only !== undefined && written.kind === 'scalar'
      ? { kind: 'scalar', value: { ...written.value, unset: () => withoutCommand(only, 0) } }
      : written;
  state.set(name, content, exported ?? (state.exportsAll || state.isExported(name)));
  tell(session, name, state, place, assignment.span);
}

/** A step for a variable that is set to known text or handed to programs. */
export function tell(session: Session, name: string, state: ShellState, place: Place, span: Span): void {
  const content = state.get(name);
  if (content?.kind !== 'scalar') return;
  const exported = state.isExported(name);
  if (!exported && known(content.value) === undefined) return;
  session.items.push({ kind: 'set-env', ...stepFields(session, state, place, span), variable: name, value: content.value, exported });
}

function contentOf({ name, index, append, value, span }: Assignment, state: ShellState, expander: Expander): Content {
  const before = state.get(name);
  if (value.kind === 'array') {
    const items = value.elements.flatMap(element => expander.fields(element)).map(itemOf);
    return { kind: 'array', items: append ? [...itemsOf(before), ...items] : items };
  }
  const text = expander.value(value);
  if (index !== undefined) return withElement(before, known(expander.value(index)), text, span);
  if (!append) return { kind: 'scalar', value: text };
  if (before?.kind === 'array')
    return { kind: 'array', items: [{ kind: 'value', value: { parts: [{ kind: 'unknown', span, splits: true }], span } }] };
  const head = before === undefined ? reference({ scope: 'env', name }, span).parts : before.kind === 'scalar' ? before.value.parts : [];
  return { kind: 'scalar', value: { parts: [...head, ...text.parts], span } };
}

export function itemOf(value: Value): Item {
  return { kind: 'value', value };
}

/** An array of which not even the number of elements is known. */
export function unknownArray(span: Span): Extract<Content, { kind: 'array' }> {
  return { kind: 'array', items: [itemOf({ parts: [{ kind: 'unknown', span, splits: true }], span })] };
}

function itemsOf(content: Content | undefined): readonly Item[] {
  if (content?.kind === 'array') return content.items;
  return content?.kind === 'scalar' ? [itemOf(content.value)] : [];
}

/** `A[1]=b`; an element whose place is not known makes the whole array unknown. */
function withElement(before: Content | undefined, index: string | undefined, value: Value, span: Span): Content {
  const items = itemsOf(before);
  const at = index !== undefined && /^\d+$/.test(index) ? Number(index) : undefined;
  const exact = items.every(item => item.kind === 'value' && !item.value.parts.some(part => part.splits));
  if (at === undefined || at > items.length || !exact) {
    return unknownArray(span);
  }
  return { kind: 'array', items: [...items.slice(0, at), itemOf(value), ...items.slice(at + 1)] };
}
