import { type SourceFile, type Span, span } from '../../source/file.js';
import type { CommandContext } from '../command-reader.js';

/** What another tool fills in before anybody reads the file: Jinja, cookiecutter, ERB. */
const TEMPLATE = /\{%|\{\{|<%/;

/**
 * Notes what is wrong with a file, once for the whole of it: where one line cannot be read, the parser stumbles over those that follow.
 * True where the file is a template, of which nothing certain can be read.
 */
export function noteProblems(
  file: SourceFile,
  problems: readonly { readonly at: Span; readonly message: string; readonly isLimit?: boolean }[],
  context: CommandContext,
): boolean {
  const [first] = problems;
  if (first === undefined) return false;
  const isTemplate = TEMPLATE.test(file.text);
  if (isTemplate) {
    context.unread({
      at: span(file, 0, 0),
      kind: 'unsupported',
      why: 'this file is a template that another tool fills in, and is not read',
    });
  } else {
    const more = problems.length === 1 ? '' : `, and ${problems.length - 1} more`;
    context.unread({ at: first.at, kind: first.isLimit ? 'limit' : 'syntax', why: `${first.message}${more}` });
  }
  return isTemplate;
}
