import ignore, { type Ignore } from 'ignore';

/** No path is longer, so that a longer pattern matches none; as a regular expression it would be too large. */
const LONGEST_PATTERN = 4_096;

function withoutLongLines(text: string): string {
  if (text.length <= LONGEST_PATTERN) return text;
  return text
    .split('\n')
    .filter(line => line.length <= LONGEST_PATTERN)
    .join('\n');
}

/**
 * The `.gitignore` files that speak of one folder, outermost first. The deepest file with an opinion wins, and nothing below an ignored
 * folder can be taken in again (https://git-scm.com/docs/gitignore): a walk that does not enter ignored folders gets both.
 */
export class IgnoreRules {
  static readonly none = new IgnoreRules([]);

  readonly #layers: readonly { readonly folder: string; readonly rules: Ignore }[];

  private constructor(layers: readonly { readonly folder: string; readonly rules: Ignore }[]) {
    this.#layers = layers;
  }

  /** @param folder where the file stands, relative to the base folder, `''` for that folder itself */
  with(folder: string, text: string): IgnoreRules {
    return new IgnoreRules([...this.#layers, { folder, rules: ignore().add(withoutLongLines(text)) }]);
  }

  /** @param path of a file, or of a folder with a `/` at its end */
  ignores(path: string): boolean {
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const layer = this.#layers[index];
      if (layer === undefined) continue;
      const result = layer.rules.test(relativeTo(layer.folder, path));
      if (result.ignored || result.unignored) return result.ignored;
    }
    return false;
  }

  /**
   * The rules for what lies in a folder that is not ignored. Where a deeper file took the folder in again, the files above that ignore it
   * get an exception for it: the package holds whatever lies in an ignored folder for ignored.
   */
  inside(folder: string): IgnoreRules {
    if (!this.#layers.some(({ folder: at, rules }) => rules.test(`${relativeTo(at, folder)}/`).ignored)) return this;
    return new IgnoreRules(
      this.#layers.map(({ folder: at, rules }) => {
        const exception = `!/${relativeTo(at, folder).replace(/[\\*?[\]!# ]/g, '\\$&')}/`;
        return { folder: at, rules: ignore().add(rules).add(exception) };
      }),
    );
  }
}

function relativeTo(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}
