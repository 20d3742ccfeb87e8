import type { SourceFile } from './source/file.js';

/**
 * Languages that write YAML files, by the statements that no YAML reader takes for text. What a tag holds is short: else each that is never
 * closed would be looked through up to the end of its line.
 */
const STATEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^[^\S\n\r]*(?:- )?\{%-?\s*(?:if|for|set|raw|block|extends|include|import|macro|with)\b.{0,500}?%\}/m, 'Jinja or Liquid'],
  [/^[^\S\n\r]*(?:- )?<%[-=#]?\s.{0,500}?%>/m, 'ERB or EJS'],
  [/^[^\S\n\r]*(?:- )?\{\{-?\s*(?:if|range|with|define|template|include|end|block)\b.{0,500}?\}\}/m, 'Go (as Helm charts are)'],
  [/^[^\S\n\r]*(?:- )?\{\{[#^/!]\s*[\w.-]+.{0,500}?\}\}/m, 'Mustache or Handlebars'],
];

/** A value that stands for one of the template: `image: {{ image }}` is a map of maps to YAML, which no key of a CI system takes. */
const PLACEHOLDER = /^[^\S\n\r]*(?:- )?[\w.-]+:\s+\{\{[^{}]{1,500}\}\}/m;

/**
 * The kind of template that a file is, as far as its text tells. Such a statement may also stand in a script that writes a template, so
 * ask this only of a file that was not read well.
 */
export function templateLanguage(file: SourceFile): string | undefined {
  return (
    STATEMENTS.find(([pattern]) => pattern.test(file.text))?.[1] ??
    (PLACEHOLDER.test(file.text) ? 'with variables in double braces' : undefined)
  );
}

/** A folder or file named after a variable of a template (`{{cookiecutter.name}}/.gitlab-ci.yml`) holds templates and nothing else. */
export function isTemplatePath(path: string): boolean {
  return /\{\{.*\}\}|\{%.*%\}/.test(path);
}
