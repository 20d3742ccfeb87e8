import type { ScalarStyle } from './yaml-scalar.js';

/*
 * What a parser of YAML makes of a text, whichever parser it was. Offsets count from the start of the text.
 */

/** Deeper nesting is cut off, so that who walks a tree needs no bound of his own. Real CI files have fewer than 20 levels. */
export const MAX_DEPTH = 100;

export type ParsedNode = ParsedScalar | ParsedMap | ParsedList | ParsedAlias;

interface Properties {
  /** as the file has it (`!reference`), YAML's own in full */
  readonly tag?: string;
  readonly anchor?: string;
}

export interface ParsedScalar extends Properties {
  readonly kind: 'scalar';
  readonly start: number;
  /** behind the empty lines that follow a block scalar, which may belong to it */
  readonly end: number;
  readonly style: ScalarStyle;
  readonly decoded: string;
  readonly value: unknown;
}

/** Block collections may end behind comments and white space. */
interface Collection extends Properties {
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
}

export interface ParsedMap extends Collection {
  readonly kind: 'map';
  /** `undefined` for what is not there or was not understood */
  readonly pairs: readonly { readonly key: ParsedNode | undefined; readonly value: ParsedNode | undefined }[];
}

export interface ParsedList extends Collection {
  readonly kind: 'list';
  readonly items: readonly (ParsedNode | undefined)[];
}

export interface ParsedAlias {
  readonly kind: 'alias';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface ParsedDocument {
  readonly start: number;
  readonly contents: ParsedNode | undefined;
  readonly errors: readonly { readonly start: number; readonly end: number; readonly message: string }[];
}
