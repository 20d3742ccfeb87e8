import type { Artifact, ArtifactLocation, PhysicalLocation, Region } from 'sarif';
import { type SourceFile, type Span, sameSpan } from '../source/file.js';
import { lineBounds, trimmed } from './place.js';
import type { Redactor } from './redact.js';

export const SOURCE_ROOT = '%SRCROOT%';

/** Longer pieces of source are left out: minified files have lines of a megabyte. */
const LONGEST_SNIPPET = 2_000;

/** The files that a SARIF log speaks of, numbered as they come. */
export class Artifacts {
  readonly #redactor: Redactor;
  readonly #indices = new Map<string, number>();
  readonly #all: Artifact[] = [];

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  get all(): Artifact[] {
    return this.#all;
  }

  locationOf(file: SourceFile): ArtifactLocation {
    const uri = uriOf(this.#redactor.text(file.path));
    let index = this.#indices.get(uri);
    if (index === undefined) {
      index = this.#all.length;
      this.#indices.set(uri, index);
      this.#all.push({ location: { uri, uriBaseId: SOURCE_ROOT, index }, roles: ['analysisTarget'], encoding: 'utf-8' });
    }
    return { uri, uriBaseId: SOURCE_ROOT, index };
  }

  place(at: Span): PhysicalLocation {
    return { artifactLocation: this.locationOf(at.file), region: regionOf(at) };
  }

  /** With the source, so that a reader without the files sees it. */
  placeWithSource(at: Span): PhysicalLocation {
    const { file } = at;
    const lines = wholeLines(at);
    return {
      artifactLocation: this.locationOf(file),
      region: { ...regionOf(at), ...this.#snippet(at) },
      // A context that is no more than the region itself is not allowed.
      ...(sameSpan(lines, at) ? {} : { contextRegion: { ...regionOf(lines), ...this.#snippet(lines) } }),
    };
  }

  #snippet(at: Span): Pick<Region, 'snippet'> {
    if (at.end - at.start > LONGEST_SNIPPET) return {};
    return { snippet: { text: this.#redactor.spanText(at) } };
  }
}

/** Four numbers, always: code scanning refuses less. */
export function regionOf({ file, start, end }: Span): Region {
  const first = file.position(start);
  const last = file.position(end);
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
}

/**
 * The first line of a span. A pull request shows an alert only where all lines of its region are part of the change, so a region that
 * runs over a whole step would hardly ever be shown.
 */
export function firstLineOf({ file, start, end }: Span): Span {
  const inside = trimmed({ file, start, end });
  const lineEnd = lineBounds(file, file.position(start).line).end;
  const last = Math.max(start, Math.min(inside.end, lineEnd));
  // A region of no characters is drawn nowhere.
  return { file, start, end: last === start ? Math.min(start + 1, Math.max(start, lineEnd)) : last };
}

function wholeLines({ file, start, end }: Span): Span {
  const first = lineBounds(file, file.position(start).line);
  const last = lineBounds(file, file.position(end).line);
  return { file, start: first.start, end: Math.max(last.end, end) };
}

/** A path as a relative URI: every part percent-encoded, what is no valid UTF-16 replaced. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map(part => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}
