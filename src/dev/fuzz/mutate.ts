import fc from 'fast-check';

/** A change of a text; numbers are places and lengths by share of the text, so that a change means something for any text. */
export type Mutation =
  | { readonly kind: 'flip' | 'cut' | 'double' | 'truncate'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert' | 'nest'; readonly at: number; readonly token: string; readonly times: number }
  | { readonly kind: 'splice'; readonly at: number; readonly from: number; readonly length: number }
  | { readonly kind: 'lines'; readonly at: number; readonly to: number; readonly indent: number };

/** What the syntaxes are made of: a reader is lost sooner at one of these than at any letter. */
const TOKENS =
  '{ } [ ] ( ) " \' ` ${ }} ${{ $( $(( <( << <<- <<EOF | > || && ; & : - ? * & ! !! --- ... # // /* */ """ \'\'\' \\ %{ $$ $@ => ?: .. @ = := += ?= \t \r \r\n \n \0 \ufeff \u2028 \u202e \ud800 \u{1f433} ' +
  '<<: &a *a !reference !!binary |- >+ - - if then else fi for do done case esac in function return exit eval source exec sudo env xargs ' +
  'docker buildx bake compose build push login --push --load --builder=a -t -f - . ../../x /etc/passwd file:///etc/passwd secrets.X matrix include extends needs';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const token = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TOKENS.split(' '), ' ', '\n') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('flip', 'cut', 'double', 'truncate'), at: share, length: fc.nat(200) }),
  fc.record({ kind: fc.constant('insert'), at: share, token, times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('nest'), at: share, token, times: fc.constantFrom(2, 20, 500) }),
  fc.record({ kind: fc.constant('splice'), at: share, from: share, length: fc.nat(400) }),
  fc.record({ kind: fc.constant('lines'), at: share, to: share, indent: fc.integer({ min: -2, max: 4 }) }),
);

/** @param other a text of the same or another syntax, a piece of which may be spliced in */
export function mutated(text: string, mutations: readonly Mutation[], other: string): string {
  return mutations.reduce((changed, one) => apply(changed, one, other), text);
}

function apply(text: string, mutation: Mutation, other: string): string {
  const at = Math.floor(mutation.at * text.length);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (mutation.kind) {
    case 'flip':
      return before + String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << (mutation.length % 7))) + after.slice(1);
    case 'cut':
      return before + after.slice(mutation.length);
    case 'double':
      return before + after.slice(0, mutation.length) + after;
    case 'truncate':
      return before;
    case 'insert':
    case 'nest':
      return before + mutation.token.repeat(mutation.times) + after;
    case 'splice': {
      const from = Math.floor(mutation.from * other.length);
      return before + other.slice(from, from + mutation.length) + after;
    }
    case 'lines':
      return moved(text.split('\n'), mutation.at, mutation.to, mutation.indent).join('\n');
  }
}

/** A line goes elsewhere, further in or out. */
function moved(lines: readonly string[], at: number, to: number, indent: number): readonly string[] {
  const index = Math.floor(at * lines.length);
  const line = lines[index] ?? '';
  const shifted = indent < 0 ? line.replace(new RegExp(`^ {0,${-indent}}`), '') : ' '.repeat(indent) + line;
  return lines.toSpliced(index, 1).toSpliced(Math.floor(to * lines.length), 0, shifted);
}
