import type { Value } from '../model/value.js';
import type { Span } from '../source/file.js';

/** JavaScript and TypeScript as far as a build script needs it. What is not understood is `other`, with what was understood inside it. */
export type JsExpression =
  | JsText
  | JsTagged
  | JsName
  | JsMember
  | JsCall
  | JsList
  | JsObject
  | JsFunction
  | JsClass
  | JsChoice
  | JsOperation
  | JsAssignment
  | JsConstant
  | JsOther;

interface NodeBase {
  readonly span: Span;
}

/** `'…'`, `"…"` and template literals: text with the places of its characters, and the expressions in it. */
export interface JsText extends NodeBase {
  readonly kind: 'text';
  readonly parts: readonly JsTextPart[];
}

/** What the CI system puts into the text before Node sees it (`${{ … }}`) is part of the value. */
export type JsTextPart = { readonly kind: 'written'; readonly value: Value } | { readonly kind: 'hole'; readonly of: JsExpression };

/** `` $`docker build ${context}` `` */
export interface JsTagged extends NodeBase {
  readonly kind: 'tagged';
  readonly tag: JsExpression;
  readonly text: JsText;
}

/** `x`; `this`, `super`, `import` and `import.meta` too. */
export interface JsName extends NodeBase {
  readonly kind: 'name';
  readonly name: string;
}

/** `a.b`, `a?.b`, `a['b']`: with the name where it is written, with the expression where it is computed. */
export interface JsMember extends NodeBase {
  readonly kind: 'member';
  readonly of: JsExpression;
  readonly name: string | undefined;
  readonly computed?: JsExpression;
}

/** `f(x)`, `new F(x)`. */
export interface JsCall extends NodeBase {
  readonly kind: 'call';
  readonly callee: JsExpression;
  readonly arguments: readonly JsItem[];
  readonly isNew: boolean;
}

/** One of a list; `spreads`: `...x`. */
export interface JsItem {
  readonly value: JsExpression;
  readonly spreads: boolean;
}

export interface JsList extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly JsItem[];
}

export interface JsObject extends NodeBase {
  readonly kind: 'object';
  readonly entries: readonly JsEntry[];
}

/** `a: 1`, `[x]: 1` (no key), `...x` (spreads). */
export interface JsEntry {
  readonly key: string | undefined;
  readonly value: JsExpression;
  readonly spreads: boolean;
}

/** Functions of all forms; the body of an arrow without braces is a `return`. */
export interface JsFunction extends NodeBase {
  readonly kind: 'function';
  readonly name: string | undefined;
  readonly parameters: readonly JsPattern[];
  readonly body: readonly JsStatement[];
}

export interface JsClass extends NodeBase {
  readonly kind: 'class';
  readonly name: string | undefined;
  readonly methods: readonly { readonly name: string; readonly of: JsFunction; readonly isStatic: boolean }[];
  readonly fields: readonly { readonly name: string; readonly value: JsExpression | undefined; readonly isStatic: boolean }[];
}

/** `a ? b : c`, `a && b`, `a || b`, `a ?? b`. */
export interface JsChoice extends NodeBase {
  readonly kind: 'choice';
  readonly how: '?' | '&&' | '||' | '??';
  readonly test: JsExpression;
  /** absent where the test itself is the value */
  readonly met?: JsExpression;
  readonly otherwise?: JsExpression;
}

/** `a + b`, `!a`, `a === b`, `typeof a`. */
export interface JsOperation extends NodeBase {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly JsExpression[];
}

/** `a = 1`, `a.b += 1`, `[a, b] = c`. */
export interface JsAssignment extends NodeBase {
  readonly kind: 'assignment';
  readonly operator: string;
  readonly target: JsPattern;
  readonly value: JsExpression;
}

export interface JsConstant extends NodeBase {
  readonly kind: 'constant';
  readonly value: number | boolean | null | undefined;
}

export interface JsOther extends NodeBase {
  readonly kind: 'other';
  readonly inside: readonly JsExpression[];
}

/** Where a value goes: a name, a member, or its parts to several. */
export type JsPattern =
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'member'; readonly of: JsMember; readonly span: Span }
  | { readonly kind: 'default'; readonly of: JsPattern; readonly value: JsExpression; readonly span: Span }
  | { readonly kind: 'rest'; readonly of: JsPattern; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly (JsPattern | undefined)[]; readonly span: Span }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: string | undefined; readonly of: JsPattern }[];
      readonly span: Span;
    };

export type JsStatement =
  | { readonly kind: 'expression'; readonly of: JsExpression; readonly span: Span }
  | { readonly kind: 'declaration'; readonly pattern: JsPattern; readonly value: JsExpression | undefined; readonly span: Span }
  | { readonly kind: 'function'; readonly of: JsFunction; readonly span: Span }
  | { readonly kind: 'class'; readonly of: JsClass; readonly span: Span }
  | JsImport
  | JsExport
  | {
      readonly kind: 'if';
      readonly test: JsExpression;
      readonly met: readonly JsStatement[];
      readonly otherwise: readonly JsStatement[];
      readonly span: Span;
    }
  | JsSwitch
  | JsLoop
  | JsTry
  | { readonly kind: 'block'; readonly body: readonly JsStatement[]; readonly span: Span }
  | {
      readonly kind: 'jump';
      readonly how: 'return' | 'throw' | 'break' | 'continue';
      readonly value: JsExpression | undefined;
      readonly span: Span;
    };

/** `import a, { b as c } from './x.js'`: `imported` is `default`, `*` or a name. */
export interface JsImport extends NodeBase {
  readonly kind: 'import';
  readonly from: string;
  readonly names: readonly { readonly imported: string; readonly local: string }[];
}

/** `export { a as b } [from './x.js']`, `export default x`, `export * from './x.js'`; the declaration in one stands before it. */
export interface JsExport extends NodeBase {
  readonly kind: 'export';
  readonly from: string | undefined;
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  readonly fallback: JsExpression | undefined;
}

export interface JsSwitch extends NodeBase {
  readonly kind: 'switch';
  readonly subject: JsExpression;
  /** `default` has no test */
  readonly cases: readonly { readonly test: JsExpression | undefined; readonly body: readonly JsStatement[] }[];
}

/** `for (const x of y)` and `in` have a variable; the others a test; `atLeastOnce`: `do … while`. */
export interface JsLoop extends NodeBase {
  readonly kind: 'loop';
  readonly before: readonly JsStatement[];
  readonly over?: { readonly variable: JsPattern; readonly values: JsExpression; readonly keysOnly: boolean };
  readonly test: JsExpression | undefined;
  readonly update: JsExpression | undefined;
  readonly atLeastOnce: boolean;
  readonly body: readonly JsStatement[];
}

export interface JsTry extends NodeBase {
  readonly kind: 'try';
  readonly body: readonly JsStatement[];
  readonly caught: JsPattern | undefined;
  readonly handler: readonly JsStatement[] | undefined;
  readonly last: readonly JsStatement[];
}

/** A text of JavaScript or TypeScript, and what is wrong with it. */
export interface JsProgram {
  readonly body: readonly JsStatement[];
  readonly problems: readonly { readonly at: Span; readonly message: string; readonly isLimit?: boolean }[];
}
