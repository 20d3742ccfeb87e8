const PLAIN = /^[\n\x20-\x7e]*$/;

/**
 * What must not reach a terminal or a reader as it is: control characters (escape sequences among them), invisible and bidirectional
 * format characters (https://trojansource.codes), line separators and lone surrogates. A zero-width joiner inside an emoji and a
 * zero-width non-joiner, which several scripts need, stay.
 */
function harmful(): RegExp {
  // Not at the top: to read a pattern with classes of Unicode takes a millisecond, and most texts are ASCII.
  return /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d/gu;
}

/** Text with every harmful character shown instead of done: `␛[31m`, `<U+202E>`. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(harmful(), picture);
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', picture);
}

/**
 * Text for a log. What the agents of CI systems take for a command is broken up where it comes from the linted files: `##vso[…]` and
 * `##[add-mask]` anywhere in a line, and `::error::` where one begins.
 */
export function inert(text: string): string {
  return inertWithin(text).replace(/^([^\S\n]*)::/gm, '$1: :');
}

/** The same for a text that does not begin a line. */
export function inertWithin(text: string): string {
  return text.replace(/##(?=\[|vso\[)/g, '# #');
}

/** A diff in which nothing acts on a terminal or a log; no line of it begins with text of a file. Tabs and line ends stay as they are. */
export function visibleDiff(diff: string): string {
  return inertWithin(diff.replace(/(?![\t\n]|\r(?=\n))[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, picture));
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** JSON in which what is harmful stands escaped, so that a report printed to a terminal or a log does nothing there. Its data are the same. */
export function safeJson(data: unknown): string {
  return withEscapes(JSON.stringify(data, null, 2));
}

/** The same on one line. */
export function safeJsonLine(data: unknown): string {
  return withEscapes(JSON.stringify(data));
}

function withEscapes(json: string): string {
  return `${json.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|#(?=#\[|#vso\[)/gu, unicodeEscape)}\n`;
}

function unicodeEscape(character: string): string {
  let escaped = '';
  for (let at = 0; at < character.length; at++) escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escaped;
}

/** The part of a text that terminals show as one, and the columns it takes. */
export interface Glyph {
  readonly text: string;
  readonly width: number;
}

/** Whether each character is shown as it is, in one column. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

let segmenter: Intl.Segmenter | undefined;

export function glyphs(text: string): readonly Glyph[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => ({ text: segment, width: glyphWidth(segment) }));
}

function glyphWidth(text: string): number {
  if (/^(?:\p{Mn}|\p{Me}|\u200c|\u200d)+$/u.test(text)) return 0;
  // Half-width kana and hangul belong to wide scripts and are narrow all the same.
  if (/^[\uff61-\uffdc]/.test(text)) return 1;
  const wide =
    /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}{2})/u;
  return wide.test(text) ? 2 : 1;
}
