import { all, any, type Condition, not } from '../model/condition.js';
import { slice } from '../model/csv.js';
import type { Command } from '../model/step.js';
import { known, type Part, type Value } from '../model/value.js';

/** More forms than this are more than a person means; the words then stay as they are and count as not readable. */
const MOST = 16;

/**
 * A command whose words are chosen by condition, as one command for each choice: `docker buildx build ${{ a && '--push' || '--load' }} .`
 * is two commands that never run both. Only words that are chosen as a whole and may be a flag, several words or none are taken apart;
 * a value that is chosen (`--output ${{ … }}`) stays one value.
 */
export function alternatives(command: Command): readonly Command[] {
  let forms: readonly Form[] = [{ words: [], when: [] }];
  for (const word of command.words) {
    const options = optionsOf(word);
    if (options === undefined) {
      for (const form of forms) form.words.push(word);
      continue;
    }
    forms = forms.flatMap(form => options.map(({ words, when }) => ({ words: [...form.words, ...words], when: [...form.when, when] })));
    if (forms.length > MOST) return [command];
  }
  if (forms.length === 1) return [command];
  return forms.map(({ words, when }) => ({ ...command, words, runs: all(command.runs, ...when), formOf: command.span }));
}

interface Form {
  readonly words: Value[];
  readonly when: readonly Condition[];
}

function optionsOf(word: Value): readonly { readonly words: readonly Value[]; readonly when: Condition }[] | undefined {
  const [part, second] = word.parts;
  if (part?.kind !== 'choice' || second !== undefined) return undefined;
  const texts = part.options.map(option => known(option.value));
  if (!texts.some(text => text !== undefined && needsOwnForm(text, part))) return undefined;
  const options = part.options.map(({ value, when }, index) => {
    const before = part.options.slice(0, index).map(option => option.when);
    return { words: wordsOf(value, part), when: all(when, not(any(...before))) };
  });
  const last = part.options.at(-1)?.when;
  if (last === undefined || last.kind === 'always') return options;
  const none = not(any(...part.options.map(option => option.when)));
  return [...options, { words: [unknownLike(part)], when: none }];
}

function needsOwnForm(text: string, part: Part): boolean {
  return text.startsWith('-') || (part.splits === true && (text === '' || /\s/.test(text)));
}

/** The words an option becomes: split at blanks where the word stands unquoted. */
function wordsOf(option: Value, part: Part): readonly Value[] {
  const text = known(option);
  if (text === undefined) return [part.splits ? { ...option, parts: option.parts.map(inner => ({ ...inner, splits: true })) } : option];
  if (!part.splits) return [option];
  return [...text.matchAll(/\S+/g)].map(match => slice(option, match.index, match.index + match[0].length));
}

function unknownLike(part: Part): Value {
  return { parts: [{ kind: 'unknown', span: part.span, ...(part.splits && { splits: true }) }], span: part.span };
}
