import type { Fix } from '../model/finding.js';
import type { SourceFile, Span } from '../source/file.js';
import { firstIndexWhere } from '../source/search.js';
import { mayBeHidden, Needles, type Stretch } from './needles.js';

/** What stands for a hidden credential, whatever its length: GitHub's logs show the same. */
export const MASK = '***';

/**
 * Shapes of credentials as their issuers document them: more of them, and wider, than a rule would dare to report, as what is hidden
 * once too often does little harm. A group named `secret` is the part to hide; without one the whole match is.
 * Every pattern here is linear in the text: no unbounded part follows another that can match the same characters.
 */
const TOKENS: readonly RegExp[] = [
  // Docker access tokens, personal and of organisations: https://docs.docker.com/security/access-tokens/
  /\bdckr_[op]at_[A-Za-z0-9_-]{8,}/dg,
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  /\bgh[pousr]_[A-Za-z0-9]{16,}/dg,
  /\bgithub_pat_[A-Za-z0-9_]{16,}/dg,
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  /\b(?:gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|agent|oas|imt|ffct)-|GR1348941)[A-Za-z0-9_.-]{16,}/dg,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/dg,
  // a JSON Web Token: base64url parts, the first of which begins with `{"`
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/dg,
  /\bnpm_[A-Za-z0-9]{30,}/dg,
  /\bpypi-[A-Za-z0-9_-]{32,}/dg,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/dg,
  /\bAIza[A-Za-z0-9_-]{35}/dg,
  /\bsk_live_[A-Za-z0-9]{16,}/dg,
  /\bhv[sb]\.[A-Za-z0-9_-]{24,}/dg,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?<secret>(?:[^-]|-(?!----)){1,20000})/dg,
  // a password in a URL: `https://user:password@host`
  /:\/\/[^\s/:@'"]{0,200}:(?<secret>[^\s/@'"$<{][^\s/@'"]{0,500})@/dg,
];

/** Any of them: most texts have none, and are gone through once. */
const TOKEN = new RegExp(TOKENS.map(({ source }) => source.replace('?<secret>', '?:')).join('|'));

/**
 * Credentials told by what stands before them. For source text only: a sentence that speaks of `--password on the command line` holds
 * none. What begins with `$`, a backtick or `<` is no literal.
 */
const ASSIGNMENTS: readonly RegExp[] = [
  /--password[= ]["']?(?<secret>[^\s"'$`<\\-][^\s"'`]{0,500})/dg,
  /\blogin\b[^\n|;&]{0,200}?\s-p[= ]?["']?(?<secret>[^\s"'$`<\\-][^\s"'`]{0,500})/dg,
  /\b(?:[A-Za-z0-9]{1,60}_){0,6}(?:PASSWORD|PASSWD|TOKEN|SECRET|API_?KEY|SECRET_ACCESS_KEY)["']?(?:=|: {1,20})["']?(?<secret>[^\s"'$`<{\\&*!|>][^\s"'`$]{5,500})/dg,
  /\b(?:password|passwd)["']?: {1,20}["']?(?<secret>[^\s"'$`<{\\&*!|>][^\s"'`$]{3,500})/dg,
];

/**
 * Hides credentials: the stretches of files that are known to hold one, the same text wherever else it occurs, and whatever has the shape
 * of a well-known token.
 */
export class Redactor {
  readonly #secrets = new Map<SourceFile, Span[]>();
  readonly #needles: Needles;
  readonly #byFile = new Map<SourceFile, readonly Stretch[]>();

  constructor(secrets: readonly Span[]) {
    for (const secret of secrets) {
      const others = this.#secrets.get(secret.file);
      if (others === undefined) this.#secrets.set(secret.file, [secret]);
      else others.push(secret);
    }
    this.#needles = new Needles(secrets.flatMap(needlesOf));
  }

  /** The stretches that must not be shown and have a character in a part of a file; sorted, none touches the next. */
  hiddenIn(part: Span): readonly Stretch[] {
    const hidden = this.#hiddenIn(part.file);
    const first = firstIndexWhere(hidden.length, index => (hidden[index]?.end ?? 0) > part.start);
    return hidden.slice(
      first,
      firstIndexWhere(hidden.length, index => (hidden[index]?.start ?? 0) >= part.end),
    );
  }

  #hiddenIn(file: SourceFile): readonly Stretch[] {
    let hidden = this.#byFile.get(file);
    if (hidden === undefined) {
      hidden = merged([...(this.#secrets.get(file) ?? []), ...matches(file.text, ASSIGNMENTS), ...this.#found(file.text)]);
      this.#byFile.set(file, hidden);
    }
    return hidden;
  }

  /** The text of a span without its credentials. */
  spanText(at: Span): string {
    return masked(at.file.text, at, this.hiddenIn(at));
  }

  /** The lines of a file without their credentials, each with its line end: one credential over several lines is hidden in each. */
  linesOf(file: SourceFile): readonly string[] {
    let start = 0;
    const lines = (file.text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map(line => {
      const end = start + line.replace(/\r?\n$/, '').length;
      const shown = this.spanText({ file, start, end }) + file.text.slice(end, start + line.length);
      start += line.length;
      return shown;
    });
    return file.byteOrderMark ? [`\ufeff${lines[0] ?? ''}`, ...lines.slice(1)] : lines;
  }

  /** A value that the file may not say in one piece, without the credentials of the places it comes from. */
  value(text: string, sources: readonly Span[]): string {
    const written = sources.flatMap(source =>
      this.hiddenIn(source).map(hidden => source.file.text.slice(Math.max(hidden.start, source.start), Math.min(hidden.end, source.end))),
    );
    const found = written.filter(one => one !== '').flatMap(one => occurrences(text, one));
    return masked(text, { start: 0, end: text.length }, merged([...found, ...matches(text, ASSIGNMENTS), ...this.#found(text)]));
  }

  /** Any other text (a message, a path) without its credentials. */
  text(text: string): string {
    return masked(text, { start: 0, end: text.length }, merged(this.#found(text)));
  }

  #found(text: string): Stretch[] {
    return [...(TOKEN.test(text) ? matches(text, TOKENS) : []), ...this.#needles.in(text)];
  }
}

/** Whether a fix can be written out: one that holds a credential cannot, and with the credential hidden it would write nonsense. */
export function carriesWhole(fix: Fix, redactor: Redactor): boolean {
  return fix.edits.every(({ text }) => redactor.value(text, []) === text);
}

/** Texts that are hidden wherever they occur: a secret's own, its lines, and what stands behind its flag, key or quote. */
function needlesOf(secret: Span): readonly string[] {
  const lines = secret.file.text.slice(secret.start, secret.end).split(/[\r\n]+/);
  return lines.flatMap(line => {
    const text = line.trim();
    const bare = text.replace(/^["']|["']$/g, '');
    return [text, bare, bare.replace(/^.*[\s=:]/, '')];
  });
}

function occurrences(text: string, needle: string): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let start = text.indexOf(needle); start !== -1; start = text.indexOf(needle, start + needle.length))
    if (mayBeHidden(text, start, start + needle.length)) found.push({ start, end: start + needle.length });
  return found;
}

function matches(text: string, shapes: readonly RegExp[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const shape of shapes) {
    for (const match of text.matchAll(shape)) {
      const indices = match.indices?.groups?.secret ?? match.indices?.[0];
      if (indices !== undefined) found.push({ start: indices[0], end: indices[1] });
    }
  }
  return found;
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const sorted = stretches.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const whole: Stretch[] = [];
  for (const { start, end } of sorted) {
    const last = whole.at(-1);
    if (last === undefined || start > last.end) whole.push({ start, end });
    else if (end > last.end) whole[whole.length - 1] = { start: last.start, end };
  }
  return whole;
}

/** @param hidden those that have a character in the part */
function masked(text: string, part: Stretch, hidden: readonly Stretch[]): string {
  let shown = '';
  let from = part.start;
  for (const { start, end } of hidden) {
    shown += text.slice(from, Math.max(from, start)) + MASK;
    from = end;
  }
  return shown + text.slice(from, Math.max(from, part.end));
}
