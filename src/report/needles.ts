/** Offsets, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Below this length the text of a credential is hidden elsewhere only where it is a word of its own. */
const ANYWHERE_LENGTH = 8;
const SHORTEST = 4;

/** Words of the commands themselves: a report in which they are hidden says nothing, and as a password they hide nothing. */
const COMMON_WORDS = new Set([
  'docker',
  'login',
  'build',
  'buildx',
  'push',
  'password',
  'secret',
  'token',
  'user',
  'admin',
  'true',
  'false',
  'latest',
]);

/** Those that begin alike, by their length. */
interface Alike {
  readonly texts: Set<string>;
  /** the longest first */
  lengths: readonly number[];
}

/**
 * Texts to be hidden wherever they occur. A file may hold thousands of them, and each is looked for in each text of a report: so a text is
 * gone through once for all of them, by how they begin.
 */
export class Needles {
  readonly #byStart = new Map<string, Alike>();
  /** marks what the first two characters of some needle come to */
  readonly #starts = new Uint8Array(0x10000);

  /** @param texts those that are too short, or common words, are left out */
  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      if (text.length < SHORTEST || COMMON_WORDS.has(text.toLowerCase())) continue;
      const start = text.slice(0, SHORTEST);
      const alike = this.#byStart.get(start) ?? { texts: new Set(), lengths: [] };
      alike.texts.add(text);
      if (!alike.lengths.includes(text.length)) alike.lengths = [...alike.lengths, text.length].sort((a, b) => b - a);
      this.#byStart.set(start, alike);
      this.#starts[mark(text, 0)] = 1;
    }
  }

  /** Where they occur, in order. */
  in(text: string): readonly Stretch[] {
    const found: Stretch[] = [];
    if (this.#byStart.size === 0) return found;
    for (let start = 0; start + SHORTEST <= text.length; start++) {
      if (this.#starts[mark(text, start)] === 0) continue;
      const end = this.#endAt(text, start);
      if (end !== undefined) found.push({ start, end });
    }
    return found;
  }

  /** The end of the longest that occurs at a place. */
  #endAt(text: string, start: number): number | undefined {
    const alike = this.#byStart.get(text.slice(start, start + SHORTEST));
    const length = alike?.lengths.find(one => alike.texts.has(text.slice(start, start + one)) && mayBeHidden(text, start, start + one));
    return length === undefined ? undefined : start + length;
  }
}

function mark(text: string, at: number): number {
  return ((text.charCodeAt(at) << 8) ^ text.charCodeAt(at + 1)) & 0xffff;
}

/** Whether a text that occurs at a place is the credential there, and not a part of a longer word. */
export function mayBeHidden(text: string, start: number, end: number): boolean {
  return end - start >= ANYWHERE_LENGTH || (!isWordCharacter(text[start - 1]) && !isWordCharacter(text[end]));
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9_]/.test(character);
}
