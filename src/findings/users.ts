import { type SharedPlaces, sharedPlacesIn } from '../formats/yaml-shared.js';
import type { Fix } from '../model/finding.js';
import type { SourceFile, Span } from '../source/file.js';
import { FilePlaces, type User } from './file-places.js';
import { type JobPlaces, statementOf } from './places.js';

/** Where a finding shows: the job, and the step in it where it is about one. */
export interface Fault {
  readonly jobKey: string;
  /** which of those that a statement has in the job */
  readonly occurrence: number | undefined;
}

/**
 * Who runs what is written at a place. An anchor, a template that jobs extend, a called script or a matrix may be used by more than what a
 * fix is for; a change there is right for certain only where all of them are at fault.
 */
export class Users {
  readonly #byFile = new Map<SourceFile, JobPlaces[]>();
  readonly #places = new Map<SourceFile, FilePlaces>();
  readonly #shared = new Map<SourceFile, SharedPlaces>();

  add(places: readonly JobPlaces[]): void {
    for (const one of places) {
      const others = this.#byFile.get(one.file);
      if (others === undefined) this.#byFile.set(one.file, [one]);
      else others.push(one);
    }
  }

  /**
   * The fix, or one that is not safe and says who else it changes.
   * @param at the step that is at fault, where the finding is about one
   */
  reviewed(fix: Fix, at: Span | undefined, faults: readonly Fault[]): Fix {
    const jobs = new Set(faults.map(fault => fault.jobKey));
    const occurrences = new Set(faults.map(nameOf));
    const faulty = at && statementOf(at);
    const isAtFault = (user: User) => (user.statement === faulty ? occurrences.has(nameOf(user)) : jobs.has(user.jobKey));
    for (const { span } of fix.edits) {
      for (const user of this.#usersAt(span)) if (!isAtFault(user)) return unsafe(fix, `it changes job "${user.jobName}" too`);
      const shared = this.#sharedAt(span);
      if (shared !== undefined) return unsafe(fix, shared);
    }
    return fix;
  }

  /** What is to be said of a place that its file uses more than once by anchors or `extends`: whoever wrote it has all the uses in mind. */
  #sharedAt(at: Span): string | undefined {
    const { file } = at;
    const shared = this.#shared.get(file) ?? sharedIn(file);
    this.#shared.set(file, shared);
    const { aliased, top } = shared;
    if (aliased.some(place => holds(place, at))) return 'aliases put it elsewhere too';
    const key = top.find(entry => holds(entry.span, at))?.key;
    const entries = new Set([...this.#usersAt(at)].map(user => user.jobEntry));
    if (key === undefined || entries.size < 2 || !(key.startsWith('.') || entries.has(key))) return undefined;
    return `${entries.size} jobs have it from "${key}"`;
  }

  #usersAt(at: Span): readonly User[] {
    const places = this.#places.get(at.file) ?? new FilePlaces(this.#byFile.get(at.file) ?? []);
    this.#places.set(at.file, places);
    return places.usersAt(at);
  }
}

/** Most files have no anchor and no template: one look at the text spares the parser. */
function sharedIn(file: SourceFile): SharedPlaces {
  const mayShare = /\.ya?ml$/.test(file.path) && /\*\w|\bextends\b|^\./m.test(file.text);
  return mayShare ? sharedPlacesIn(file) : { aliased: [], top: [] };
}

function nameOf({ jobKey, occurrence }: Fault): string {
  return `${jobKey}\0${occurrence}`;
}

function unsafe(fix: Fix, why: string): Fix {
  return { ...fix, safe: false, title: `${fix.title} (${why})` };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
