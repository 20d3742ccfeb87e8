import { append } from '../../model/append.js';
import { ALWAYS, isNever } from '../../model/condition.js';
import { flattened, isWritten, slice } from '../../model/csv.js';
import { concatenated, known, type Value } from '../../model/value.js';
import { both } from '../../shell/conditions.js';
import { mapText } from '../../shell/values.js';
import type { Span } from '../../source/file.js';
import { textTest, truthOf } from './conditions.js';
import { under } from './flow.js';
import { changeStarted } from './processes.js';
import { assumption, type Session } from './session.js';
import {
  asText,
  type JsValue,
  joinedItems,
  keptItems,
  type ListItem,
  type ListValue,
  list,
  text,
  truthValue,
  UNDEFINED,
  UNKNOWN,
} from './values.js';

export interface MethodCall {
  readonly self: JsValue;
  readonly name: string;
  readonly items: readonly ListItem[];
  readonly at: Span;
}

/** What a method of a text, a list or a promise gives; `undefined` for what is none known here. */
export function methodOf(session: Session, call: MethodCall): JsValue | undefined {
  const { self, name, items, at } = call;
  const found = promised(session, call);
  if (found !== undefined) return found;
  if (self.kind === 'started') {
    if (/^(?:toString|trim|trimEnd|text|valueOf)$/.test(name)) return text(self.output);
    return changeStarted(session, self, name, items[0]?.value, at) ?? (OF_TEXTS.test(name) ? ofText(self.output, call) : undefined);
  }
  if (self.kind === 'text') return ofText(self.value, call);
  if (self.kind === 'list') return ofList(session, self, call);
  if (self.kind === 'constant' && name === 'toString') return text(asText(self, at));
  return undefined;
}

const OF_TEXTS = /^(?:split|replace|replaceAll|toLowerCase|toUpperCase|slice|substring|trimStart|concat)$/;

/** `await` is looked through, so a promise is what it gives; its handlers run where it was waited for. */
function promised(session: Session, { self, name, items, at }: MethodCall): JsValue | undefined {
  if (self.kind === 'object' && self.entries.has(name)) return undefined;
  const [first] = items.map(item => item.value);
  switch (name) {
    case 'then':
      return first?.kind === 'function' ? session.call(first, [self], at) : self;
    case 'finally':
      if (first?.kind === 'function') session.call(first, [], at);
      return self;
    case 'catch':
    case 'on':
    case 'once':
    case 'addListener': {
      const handler = name === 'catch' ? first : items[1]?.value;
      if (handler?.kind !== 'function') return self.kind === 'started' ? self : undefined;
      const event = name === 'catch' || first === undefined ? '' : known(asText(first, at));
      const isEnd = event === 'exit' || event === 'close';
      const when = isEnd ? ALWAYS : assumption(session, handler.of.span, name === 'catch' ? 'it fails' : `on ${event ?? 'an event'}`);
      under(session, when, () => void session.call(handler, undefined, at));
      return self;
    }
    default:
      return undefined;
  }
}

function ofText(value: Value, { name, items, at }: MethodCall): JsValue | undefined {
  const [first, second] = items.map(item => asText(item.value, at));
  const [from, to] = [known(first), known(second)];
  const change = (how: (written: string) => string): JsValue => text(mapText(value, at, how));
  switch (name) {
    case 'toString':
    case 'valueOf':
    case 'normalize':
      return text(value);
    case 'trim':
    case 'trimEnd':
    case 'trimStart':
      return text(trimmed(value, name !== 'trimEnd', name !== 'trimStart'));
    case 'toLowerCase':
      return change(written => written.toLowerCase());
    case 'toUpperCase':
      return change(written => written.toUpperCase());
    case 'replace':
    case 'replaceAll':
      if (from === undefined || to === undefined) return UNKNOWN;
      return change(written => (name === 'replace' ? written.replace(from, () => to) : written.replaceAll(from, () => to)));
    case 'slice':
    case 'substring': {
      const [start, end] = items.map(item => (item.value.kind === 'constant' ? Number(item.value.value) : Number.NaN));
      return Number.isNaN(start) || Number.isNaN(end) ? UNKNOWN : change(written => written[name](start ?? 0, end));
    }
    case 'concat':
      return text(concatenated([value, ...items.map(item => asText(item.value, at))], at));
    case 'split':
      return from === undefined || from === '' ? UNKNOWN : splitAt(value, from);
    case 'startsWith':
    case 'endsWith':
    case 'includes': {
      const condition = from === undefined ? undefined : textTest(value, written => written[name](from));
      return condition === undefined ? UNKNOWN : truthValue(condition);
    }
    default:
      return undefined;
  }
}

function trimmed(value: Value, atStart: boolean, atEnd: boolean): Value {
  const written = flattened(value);
  const start = atStart ? written.length - written.trimStart().length : 0;
  const end = atEnd ? written.trimEnd().length : written.length;
  return start === 0 && end === written.length ? value : slice(value, start, Math.max(start, end));
}

/** What is not known may hold the separator too, but then nobody would split it so. */
function splitAt(value: Value, separator: string): JsValue {
  const written = flattened(value);
  const found: JsValue[] = [];
  let from = 0;
  for (let at = written.indexOf(separator); at >= 0; at = written.indexOf(separator, from)) {
    found.push(text(slice(value, from, at)));
    from = at + separator.length;
  }
  found.push(text(slice(value, from)));
  return isWritten(written) || found.length > 1 ? list(found) : UNKNOWN;
}

/** A loop over more items than this is read once, for an item nobody knows. */
const MOST_ITEMS = 64;

function ofList(session: Session, self: ListValue, { name, items, at }: MethodCall): JsValue | undefined {
  const [first] = items;
  switch (name) {
    case 'push':
    case 'unshift': {
      const added = items.map(item => ({ ...item, when: both(item.when, session.runs) }));
      self.items = keptItems(name === 'push' ? [...self.items, ...added] : [...added, ...self.items]);
      return UNKNOWN;
    }
    case 'concat':
      return { kind: 'list', items: keptItems([...self.items, ...items.flatMap(flatItem)]) };
    case 'join':
      return text(joinedItems(self.items, (first === undefined ? ',' : known(asText(first.value, at))) ?? ' ', at));
    case 'map':
    case 'flatMap':
    case 'forEach':
      return mapped(session, self, first?.value, name, at);
    case 'filter':
      return filtered(session, self, first?.value, at);
    case 'flat':
      return { kind: 'list', items: keptItems(self.items.flatMap(flatItem)) };
    case 'slice': {
      const start = first === undefined ? 0 : first.value.kind === 'constant' ? Number(first.value.value) : Number.NaN;
      const isExact = items.length < 2 && start >= 0 && self.items.slice(0, start).every(item => !item.rest && item.when.kind === 'always');
      return isExact ? { kind: 'list', items: self.items.slice(start) } : UNKNOWN;
    }
    case 'includes':
      return includes(self, first?.value, at);
    case 'pop':
    case 'shift':
    case 'splice':
    case 'sort':
    case 'reverse':
    case 'fill':
      self.items = [{ value: UNKNOWN, when: ALWAYS, rest: true }];
      return UNKNOWN;
    default:
      for (const { value } of items)
        if (value.kind === 'function')
          under(session, assumption(session, value.of.span, 'is called'), () => void session.call(value, undefined, at));
      return UNKNOWN;
  }
}

function flatItem(item: ListItem): readonly ListItem[] {
  if (item.value.kind !== 'list') return [item];
  return item.value.items.map(inner => ({ ...inner, when: both(inner.when, item.when) }));
}

function mapped(session: Session, self: ListValue, by: JsValue | undefined, name: string, at: Span): JsValue {
  if (by?.kind !== 'function') return UNKNOWN;
  const made: ListItem[] = [];
  const isOpen = self.items.length > MOST_ITEMS;
  for (const [index, item] of (isOpen ? [{ value: UNKNOWN, when: ALWAYS, rest: true } as const] : self.items).entries()) {
    const when = item.rest ? assumption(session, at, 'there are items') : item.when;
    const before = session.key;
    session.key += `#${index}`;
    under(session, when, () => {
      const value = session.call(by, [item.value, item.rest ? UNKNOWN : { kind: 'constant', value: index }], at);
      append(made, name === 'flatMap' ? flatItem({ ...item, value }) : [{ ...item, value }]);
    });
    session.key = before;
  }
  return name === 'forEach' ? UNDEFINED : { kind: 'list', items: keptItems(made) };
}

/** `filter(Boolean)` takes out what is not there; with anything else each item may go. */
function filtered(session: Session, self: ListValue, by: JsValue | undefined, at: Span): JsValue {
  const isBoolean = by?.kind === 'native' && by.path === 'Boolean';
  const left = self.items.flatMap((item, index): readonly ListItem[] => {
    if (item.rest) return [item];
    const options = item.value.kind === 'choice' ? item.value.options : [{ when: ALWAYS, value: item.value }];
    return options.flatMap(({ when, value }) => {
      const test = isBoolean ? value : by?.kind === 'function' ? session.call(by, [value], at) : UNKNOWN;
      const isKept = isBoolean && value.kind === 'text' ? ALWAYS : truthOf(session, test, test.kind === 'unknown' ? at : at);
      const kept = both(item.when, when, test.kind === 'unknown' ? assumption(session, at, `item ${index} stays`) : isKept);
      return isNever(kept) ? [] : [{ value, when: kept }];
    });
  });
  return { kind: 'list', items: left };
}

function includes(self: ListValue, value: JsValue | undefined, at: Span): JsValue {
  const wanted = value === undefined ? undefined : known(asText(value, at));
  const texts = self.items.map(item => (item.rest || item.when.kind !== 'always' ? undefined : known(asText(item.value, at))));
  if (wanted === undefined || texts.includes(undefined)) return UNKNOWN;
  return { kind: 'constant', value: texts.includes(wanted) };
}
