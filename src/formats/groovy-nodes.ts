import type { Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';

/** Groovy as far as a Jenkinsfile needs it. What is not understood is `other`, with what was understood inside it. */
export type GroovyNode =
  | GroovyString
  | GroovyCall
  | GroovyClosure
  | GroovyList
  | GroovyMap
  | GroovyName
  | GroovyProperty
  | GroovyConstant
  | GroovyOperation
  | GroovyAssignment
  | GroovyMethod
  | GroovyBranch
  | GroovyLoop
  | GroovyTry
  | GroovyJump
  | GroovyAnnotation
  | GroovyOther;

/** `'…'`, `"…"`, `'''…'''`, `"""…"""`, `/…/`, `$/…/$`: decoded text and the `${…}` holes between. */
export interface GroovyString {
  readonly kind: 'string';
  readonly parts: readonly GroovyStringPart[];
  readonly span: Span;
}

export type GroovyStringPart =
  | { readonly kind: 'text'; readonly text: MappedText }
  | { readonly kind: 'hole'; readonly expression: GroovyNode; readonly span: Span };

/** `sh 'x'`, `docker.build('x')`, `stage('x') { … }`: a trailing closure is the last argument. */
export interface GroovyCall {
  readonly kind: 'call';
  readonly target?: GroovyNode;
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly GroovyArgument[];
  readonly span: Span;
}

/** `label: value` where a label is written. */
export interface GroovyArgument {
  readonly label?: string;
  readonly value: GroovyNode;
  readonly span: Span;
}

export interface GroovyClosure {
  readonly kind: 'closure';
  readonly parameters: readonly string[];
  readonly body: readonly GroovyNode[];
  readonly span: Span;
}

export interface GroovyList {
  readonly kind: 'list';
  readonly items: readonly GroovyNode[];
  readonly span: Span;
}

export interface GroovyMap {
  readonly kind: 'map';
  readonly entries: readonly GroovyArgument[];
  readonly span: Span;
}

export interface GroovyName {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

export interface GroovyProperty {
  readonly kind: 'property';
  readonly target: GroovyNode;
  readonly name: string;
  readonly span: Span;
}

export interface GroovyConstant {
  readonly kind: 'constant';
  readonly value: number | boolean | null;
  readonly span: Span;
}

/** `a + b`, `!a`, `c ? a : b`, `a[b]`: the operator and what it works on. */
export interface GroovyOperation {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly GroovyNode[];
  readonly span: Span;
}

/** `x = 1` and `def x = 1`; `name` is a plain name or a dotted path (`env.IMAGE`). */
export interface GroovyAssignment {
  readonly kind: 'assignment';
  readonly name: string;
  readonly operator: string;
  readonly declares: boolean;
  readonly value?: GroovyNode;
  readonly span: Span;
}

export interface GroovyMethod {
  readonly kind: 'method';
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly fallback?: GroovyNode }[];
  readonly body: readonly GroovyNode[];
  readonly span: Span;
}

/** `if`/`else` (arms in order, an `else` without condition) and `switch` (each case an arm). */
export interface GroovyBranch {
  readonly kind: 'branch';
  readonly arms: readonly { readonly condition?: GroovyNode; readonly body: readonly GroovyNode[] }[];
  readonly span: Span;
}

export interface GroovyLoop {
  readonly kind: 'loop';
  readonly variable?: string;
  readonly over?: GroovyNode;
  readonly body: readonly GroovyNode[];
  readonly span: Span;
}

export interface GroovyTry {
  readonly kind: 'try';
  readonly body: readonly GroovyNode[];
  readonly handlers: readonly { readonly variable?: string; readonly body: readonly GroovyNode[] }[];
  readonly last: readonly GroovyNode[];
  readonly span: Span;
}

export interface GroovyJump {
  readonly kind: 'jump';
  readonly how: 'return' | 'throw' | 'break' | 'continue';
  readonly value?: GroovyNode;
  readonly span: Span;
}

export interface GroovyAnnotation {
  readonly kind: 'annotation';
  readonly name: string;
  readonly arguments: readonly GroovyArgument[];
  readonly span: Span;
}

export interface GroovyOther {
  readonly kind: 'other';
  readonly inside: readonly GroovyNode[];
  readonly span: Span;
}

export interface GroovyFile {
  readonly statements: readonly GroovyNode[];
  /** unclosed strings, comments and brackets; what is wrong inside an expression stays unsaid, see `parseGroovy` */
  readonly problems: readonly { readonly at: Span; readonly message: string; readonly isLimit?: boolean }[];
}
