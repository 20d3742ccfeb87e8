import type { Span } from '../source/file.js';
import { firstIndexWhere } from '../source/search.js';
import type { JobPlaces } from './places.js';

/** A step with one of its places where it was looked for. */
export interface User extends Pick<JobPlaces, 'jobKey' | 'jobName' | 'jobEntry'> {
  readonly statement: number;
  readonly occurrence: number;
}

interface Place {
  readonly start: number;
  readonly end: number;
  /** the index of the step among those of the file */
  readonly step: number;
}

/** The places of a file by their starts, so that those of a stretch are found without a look at all: a file may have as many fixes as steps. */
export class FilePlaces {
  readonly #users: User[] = [];
  readonly #places: Place[] = [];
  /** for each place the furthest end of it and those before it */
  readonly #reach: Float64Array;

  /** @param jobs all that have places in the file */
  constructor(jobs: readonly JobPlaces[]) {
    for (const { steps, jobKey, jobName, jobEntry } of jobs) {
      for (let index = 0; index < steps.length; ) {
        const [statement = 0, occurrence = 0, count = 0] = steps.subarray(index, index + 3);
        const first = index + 3;
        index = first + 2 * count;
        const step = this.#users.push({ statement, occurrence, jobKey, jobName, jobEntry }) - 1;
        for (let place = first; place < index; place += 2)
          this.#places.push({ start: steps[place] ?? 0, end: steps[place + 1] ?? 0, step });
      }
    }
    this.#places.sort((a, b) => a.start - b.start);
    let furthest = 0;
    this.#reach = Float64Array.from(this.#places, ({ end }) => (furthest = Math.max(furthest, end)));
  }

  /** The steps that have a place which touches a stretch of the file, in the order of their jobs. */
  usersAt({ start, end }: Span): readonly User[] {
    const places = this.#places;
    const steps = new Set<number>();
    let index = firstIndexWhere(places.length, at => (places[at]?.start ?? 0) > end) - 1;
    for (; index >= 0 && (this.#reach[index] ?? 0) >= start; index--) {
      const place = places[index];
      if (place !== undefined && place.end >= start) steps.add(place.step);
    }
    return [...steps].sort((a, b) => a - b).flatMap(step => this.#users[step] ?? []);
  }
}
