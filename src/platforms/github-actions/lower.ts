import { assumptionsOf, type Condition, unreadable } from '../../model/condition.js';
import type { Script } from '../../model/step.js';
import { literalFrom, unknownValue, type Value } from '../../model/value.js';
import type { MappedText } from '../../source/mapped-text.js';
import { asValue, type Cases, certain, MOST_ASSUMPTIONS, tidy, truthOf, unknownDatum } from './cases.js';
import { evaluate, truth } from './evaluate.js';
import { callsAny, type Expression, findTemplates, parseExpression, type Template } from './expressions.js';
import { combinations, fromText } from './functions.js';
import { joined } from './joined.js';
import { type Scope, type Site, scopedKey } from './scope.js';

/** A text with `${{ … }}` in it as a value. */
export function lowerText(text: MappedText, scope: Scope): Value {
  const pieces = piecesOf(text, scope);
  if (pieces.length === 0) return literalFrom(text);
  const values = pieces.map(piece =>
    piece.cases === undefined ? literalFrom(piece.text) : asValue(piece.cases, scope.events, piece.text.spanOf()),
  );
  return joined(values, text.spanOf());
}

/** What a text gives, case by case. A text that is one expression keeps the type of what that gives; any other is a string. */
export function lowerCases(text: MappedText, scope: Scope): Cases {
  const pieces = piecesOf(text, scope);
  const [only] = pieces;
  if (only?.cases !== undefined && pieces.length === 1) return only.cases;
  const at = text.spanOf();
  const parts = pieces.length === 0 ? [{ text, cases: undefined }] : pieces;
  const inputs = parts.map(piece => piece.cases ?? certain(fromText(literalFrom(piece.text), [], 'text')));
  const unknown = () => unknownDatum(lowerText(text, scope), scopedKey(scope, text.value));
  const cases = combinations(inputs).map(({ when, data }) => {
    return {
      when,
      datum: fromText(
        joined(
          data.map(datum => datum.value),
          at,
        ),
        data,
        'text',
      ),
    };
  });
  return tidy(cases, scope.events, unknown);
}

/** A shell script: each `${{ … }}` is masked and kept as a hole, as its text would not parse as shell. */
export function lowerScript(text: MappedText, scope: Scope): Script {
  const templates = findTemplates(text.value);
  const holes = templates.map(template => {
    const at = text.spanOf(template.start, template.end);
    return { start: template.start, end: template.end, value: asValue(lowerTemplate(text, template, scope), scope.events, at) };
  });
  return { text: text.masked(templates), holes };
}

const STATUS_FUNCTIONS: ReadonlySet<string> = new Set(['success', 'failure', 'always', 'cancelled']);

export interface LoweredCondition {
  readonly runs: Condition;
  /** it asks for the state of what came before, so `success()` is not implied */
  readonly checksStatus: boolean;
}

/**
 * An `if`: an expression with or without `${{ }}` around it. With anything else beside the braces it is a text, and a text that is not
 * empty is true (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idif).
 */
export function lowerCondition(text: MappedText, scope: Scope): LoweredCondition {
  const templates = findTemplates(text.value);
  const [only] = templates;
  if (only !== undefined && (templates.length > 1 || text.value.trim() !== text.value.slice(only.start, only.end))) {
    return { runs: truthOf(lowerCases(text, scope), scope.events), checksStatus: false };
  }
  const whole = { start: 0, end: text.value.length, innerStart: 0, innerEnd: text.value.length, closed: true };
  const template = only ?? whole;
  const expression = parseTemplate(text, template, scope);
  if (expression === undefined) return { runs: unreadable(text.value.trim(), scopedKey(scope, text.value.trim())), checksStatus: true };
  const runs = truth(expression, scope, siteOf(text, template));
  const readable = new Set(assumptionsOf(runs)).size <= MOST_ASSUMPTIONS;
  const normal = text.value.trim();
  return {
    runs: readable ? runs : unreadable(normal, scopedKey(scope, normal)),
    checksStatus: callsAny(expression, STATUS_FUNCTIONS),
  };
}

interface PieceOfText {
  readonly text: MappedText;
  /** what the expression gives; absent for text that stands as it is */
  readonly cases?: Cases | undefined;
}

/** Nothing where the text holds no expression. */
function piecesOf(text: MappedText, scope: Scope): readonly PieceOfText[] {
  const templates = findTemplates(text.value);
  if (templates.length === 0) return [];
  const pieces: PieceOfText[] = [];
  let at = 0;
  for (const template of templates) {
    if (template.start > at) pieces.push({ text: text.slice(at, template.start) });
    pieces.push({ text: text.slice(template.start, template.end), cases: lowerTemplate(text, template, scope) });
    at = template.end;
  }
  if (at < text.value.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

function lowerTemplate(text: MappedText, template: Template, scope: Scope): Cases {
  const expression = parseTemplate(text, template, scope);
  const site = siteOf(text, template);
  if (expression !== undefined) return evaluate(expression, scope, site);
  return certain(unknownDatum(unknownValue(site.at), scopedKey(scope, text.value.slice(template.start, template.end))));
}

function siteOf(text: MappedText, template: Template): Site {
  return {
    at: text.spanOf(template.start, template.end),
    place: (start, end) => text.spanOf(template.innerStart + start, template.innerStart + end),
  };
}

function parseTemplate(text: MappedText, template: Template, scope: Scope): Expression | undefined {
  if (!template.closed) {
    scope.unread({ at: text.spanOf(template.start, template.end), why: 'an expression has no closing }}', kind: 'syntax' });
    return undefined;
  }
  if (template.isRest) {
    scope.unread({
      at: text.spanOf(template.start, template.end),
      why: 'a text is read up to here: it holds more expressions',
      kind: 'limit',
    });
    return undefined;
  }
  const parsed = parseExpression(text.value.slice(template.innerStart, template.innerEnd));
  if ('expression' in parsed) return parsed.expression;
  const at = text.spanOf(template.innerStart + parsed.start, template.innerStart + parsed.end);
  scope.unread({ at, why: parsed.problem, kind: parsed.isLimit ? 'limit' : 'syntax' });
  return undefined;
}
