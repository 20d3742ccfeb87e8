import { literalFrom, type Part, reference, type Value } from '../../model/value.js';
import type { MappedText } from '../../source/mapped-text.js';

/**
 * `$$`, `$NAME`, `${NAME}` and `$[[ inputs.name ]]`; group 1 or 2 is a variable's name, 3 what stands between the brackets: not much, as else
 * each bracket that is never closed would be looked for up to the end of the text.
 */
const REFERENCES = /\$\$|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|\$\[\[(.{0,1000}?)\]\]/gs;

/**
 * A value in which GitLab puts variables in place; `$$` is a dollar sign
 * (https://docs.gitlab.com/ci/variables/#use-variables-in-other-variables).
 */
export function templateValue(text: MappedText): Value {
  if (!text.value.includes('$')) return literalFrom(text);
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.value.matchAll(REFERENCES)) {
    const end = match.index + match[0].length;
    parts.push(...literalFrom(text.slice(from, match.index)).parts, ...referencePart(text.slice(match.index, end), match));
    from = end;
  }
  parts.push(...literalFrom(text.slice(from)).parts);
  return { parts, span: text.spanOf() };
}

function referencePart(text: MappedText, match: RegExpMatchArray): readonly Part[] {
  if (match[0] === '$$') return literalFrom(text.slice(1)).parts;
  const name = match[1] ?? match[2];
  if (name !== undefined) return reference({ scope: 'env', name }, text.spanOf()).parts;
  return interpolationValue(match[3] ?? '', text).parts;
}

/** What `$[[ … ]]` stands for: `inputs.name` is an input; with functions behind it, or of another context, nobody knows. */
export function interpolationValue(inside: string, text: MappedText): Value {
  const at = text.spanOf();
  const name = /^\s*inputs\.([\w-]+)\s*(?:\|\s*expand_vars\s*)?$/.exec(inside)?.[1];
  if (name !== undefined) return reference({ scope: 'input', name }, at);
  return { parts: [{ kind: 'unknown', span: at }], span: at };
}
