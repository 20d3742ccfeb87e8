import { oncePerRecent } from '../model/once.js';
import type { Hole, Script } from '../model/step.js';
import { known, type Part, type Value } from '../model/value.js';
import type { SourceFile } from '../source/file.js';
import { MappedText } from '../source/mapped-text.js';
import type { Notation } from '../source/notation.js';

/** A whole file as a script: the same one as long as it is in use. */
export const scriptOfFile = oncePerRecent((file: SourceFile): Script => ({ text: MappedText.ofFile(file), holes: [] }));

/** Whether a script is a whole file, and which: `$0` is that file then. */
export function fileOfScript(script: Script): SourceFile | undefined {
  const { file, start, end } = script.text.spanOf();
  return start === 0 && end === file.text.length && script.text.value.length === file.text.length ? file : undefined;
}

interface TextPiece {
  readonly text: string;
  readonly source: Part['span'];
  readonly notation?: Notation | undefined;
}

/** The script with the text of template expressions that are known in their place: the shell reads it as if it had been written there. */
export function withKnownHoles({ text, holes }: Script): Script {
  if (!holes.some(hole => known(hole.value) !== undefined)) return { text, holes };
  const pieces: TextPiece[] = [];
  const kept: Hole[] = [];
  let length = 0;
  let from = 0;
  const add = (piece: TextPiece) => {
    pieces.push(piece);
    length += piece.text.length;
  };
  const copy = (end: number) => {
    const slice = text.slice(from, end);
    for (const { at, length: size, source, notation } of slice.pieces) add({ text: slice.value.slice(at, at + size), source, notation });
    from = end;
  };
  for (const hole of [...holes].sort((a, b) => a.start - b.start)) {
    copy(hole.start);
    if (known(hole.value) === undefined) {
      kept.push({ ...hole, start: length, end: length + hole.end - hole.start });
      copy(hole.end);
    } else {
      for (const part of hole.value.parts) if (part.kind === 'literal') add({ text: part.text, source: part.span });
      from = hole.end;
    }
  }
  copy(text.value.length);
  return { text: MappedText.decoded(pieces, text.spanOf()), holes: kept };
}

/** How long the stand-in of a part is whose text is not known: long enough not to be taken for a word of the shell. */
const MASK = '________';

/**
 * A value that becomes script text (`sh -c "…"`, `eval "…"`, a heredoc that a shell reads): what is known is text with its places, the
 * rest are holes in it.
 */
export function scriptOfValue(value: Value): Script {
  const pieces: TextPiece[] = [];
  const holes: Hole[] = [];
  let length = 0;
  for (const part of value.parts) {
    const text = part.kind === 'literal' ? part.text : MASK;
    if (part.kind !== 'literal') holes.push({ start: length, end: length + MASK.length, value: { parts: [part], span: part.span } });
    pieces.push({ text, source: part.span, notation: part.kind === 'literal' ? part.notation : undefined });
    length += text.length;
  }
  return { text: MappedText.decoded(pieces, value.span), holes };
}
