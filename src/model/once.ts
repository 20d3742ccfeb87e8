/**
 * A function of an immutable object that is worked out once for each: the same values and environments come back in every step, job and
 * world. What is worked out is a private field of the object itself, which copies (`{ ...value }`) do not take over. A WeakMap does the
 * same, but each collection of garbage goes through all that it holds: 8 % of the processor time of 3,308 CI files.
 */
export function oncePer<K extends object, V>(make: (key: K) => V): (key: K) => V {
  class Memo extends Given {
    readonly #value: V;

    constructor(key: K, value: V) {
      super(key);
      this.#value = value;
    }

    static of(key: K): V {
      if (#value in key) return key.#value;
      const value = make(key);
      new Memo(key, value);
      return value;
    }
  }
  return Memo.of;
}

/** A constructor that returns an object: the private fields of a class that extends this one are put onto it. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: JavaScript has no other way to put a private field onto an object that is there
    return object;
  }
}

/** So many files are read again and again at one time: what several pipelines of a repository call. */
const RECENT = 64;

/**
 * As `oncePer`, for what is much larger than its key and needed only while files near it are read: of a thousand files that were read, the
 * trees of the last few are kept.
 */
export function oncePerRecent<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, { readonly value: V }>();
  return key => {
    const kept = made.get(key) ?? { value: make(key) };
    // The order of a Map is that of insertion: whoever was used last stands last.
    made.delete(key);
    made.set(key, kept);
    const [oldest] = made.size > RECENT ? made.keys() : [];
    if (oldest !== undefined) made.delete(oldest);
    return kept.value;
  };
}
