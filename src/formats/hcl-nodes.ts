import type { Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';

/** HCL2 as bake files use it (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md). */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** `name = expression` */
export interface HclAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
  readonly span: Span;
}

/** `target "app" { … }` */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly { readonly text: string; readonly span: Span }[];
  readonly body: HclBody;
  readonly span: Span;
}

export type HclExpression =
  /** a quoted template or a heredoc: text and `${…}` between */
  | { readonly kind: 'template'; readonly parts: readonly HclTemplatePart[]; readonly span: Span }
  | { readonly kind: 'constant'; readonly value: number | boolean | null; readonly span: Span }
  /** `a.b.c` */
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly span: Span }
  /** `a[0]`, `a["k"]`, `a[*].b` (no key) */
  | { readonly kind: 'index'; readonly of: HclExpression; readonly key?: HclExpression; readonly span: Span }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly HclExpression[];
      readonly spreads: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'tuple'; readonly items: readonly HclExpression[]; readonly span: Span }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: HclExpression; readonly value: HclExpression }[];
      readonly span: Span;
    }
  /** `!a`, `a + b`, `c ? a : b` (operator `?`) */
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly HclExpression[]; readonly span: Span }
  /** `[for k, v in list : v if cond]`; with `key` it makes an object */
  | {
      readonly kind: 'for';
      readonly names: readonly string[];
      readonly over: HclExpression;
      readonly key?: HclExpression;
      readonly value: HclExpression;
      readonly condition?: HclExpression;
      readonly span: Span;
    }
  | { readonly kind: 'other'; readonly span: Span };

export type HclTemplatePart =
  | { readonly kind: 'text'; readonly text: MappedText }
  | { readonly kind: 'interpolation'; readonly expression: HclExpression; readonly span: Span }
  /** `%{ if … }` and its like: text that only an evaluation gives */
  | { readonly kind: 'directive'; readonly span: Span };

export interface HclFile {
  readonly body: HclBody;
  readonly problems: readonly { readonly at: Span; readonly message: string; readonly isLimit?: boolean }[];
}
