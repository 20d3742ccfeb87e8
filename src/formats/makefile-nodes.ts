import type { Span } from '../source/file.js';
import type { MappedText } from '../source/mapped-text.js';

/** GNU make's language as far as recipes need it: https://www.gnu.org/software/make/manual/make.html */
export type MakeStatement = MakeAssignment | MakeRule | MakeInclude | MakeExport | MakeConditional;

/** `NAME = value` in all its forms, `define` and variables of one target (`image: TAG = x`) included. */
export interface MakeAssignment {
  readonly kind: 'assignment';
  readonly name: MappedText;
  readonly operator: '=' | ':=' | '?=' | '+=' | '!=';
  readonly value: MappedText;
  /** the targets whose recipes it is for; absent: all */
  readonly targets?: MappedText;
  readonly exported: boolean;
  /** `override`: what the command line says does not count */
  readonly override: boolean;
  readonly span: Span;
}

export interface MakeRule {
  readonly kind: 'rule';
  readonly targets: MappedText;
  readonly prerequisites: MappedText;
  /** recipe lines without their tab, joined over `\`-newlines as the shell gets them */
  readonly recipe: readonly MappedText[];
  readonly span: Span;
}

export interface MakeInclude {
  readonly kind: 'include';
  readonly paths: MappedText;
  /** `-include`: nothing is wrong where the file is not there */
  readonly optional: boolean;
  readonly span: Span;
}

/** `export NAME…`, `unexport NAME…`; no names: all variables */
export interface MakeExport {
  readonly kind: 'export';
  readonly names: MappedText;
  readonly on: boolean;
  readonly span: Span;
}

export interface MakeConditional {
  readonly kind: 'conditional';
  readonly arms: readonly MakeArm[];
  readonly span: Span;
}

export interface MakeArm {
  /** absent: the `else` without condition */
  readonly test?: MakeTest;
  readonly body: readonly MakeStatement[];
}

/** `ifdef` and `ifndef` have a left side only */
export interface MakeTest {
  readonly directive: 'ifeq' | 'ifneq' | 'ifdef' | 'ifndef';
  readonly left: MappedText;
  readonly right?: MappedText;
  readonly span: Span;
}

export interface Makefile {
  readonly statements: readonly MakeStatement[];
  readonly problems: readonly { readonly at: Span; readonly message: string; readonly isLimit?: boolean }[];
}
