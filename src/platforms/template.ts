import { type GroovyFile, parseGroovy } from '../formats/groovy.js';
import { tooLong } from '../formats/text-size.js';
import { parseYaml, type YamlFile, type YamlOptions } from '../formats/yaml.js';
import type { Unread } from '../model/pipeline.js';
import { type SourceFile, span } from '../source/file.js';
import { syntaxNotes } from './lowering.js';
import { rendered, type TemplateLanguage, tagsOf } from './template-tags.js';

/** A YAML file with what is wrong with it as notes. */
export interface ReadYaml extends YamlFile {
  readonly notes: Unread[];
}

/** A YAML file as CI systems read it; of a template one note says what it is. */
export function readYaml(file: SourceFile, options: YamlOptions = {}): ReadYaml {
  const marker = TAGS.test(file.text) ? yamlMarker(file.text) : undefined;
  if (marker !== undefined) {
    const why = tooManyTags(file.text);
    if (why !== undefined) return { documents: [], problems: [], notes: [{ at: span(file, marker, marker + 2), why, kind: 'limit' }] };
    const { documents } = parseYaml(file, undefined, { ...options, text: oneRendering(file, marker) });
    return { documents, problems: [], notes: [noteOf(file, marker)] };
  }
  const yaml = parseYaml(file, undefined, options);
  return { ...yaml, notes: syntaxNotes(yaml.problems) };
}

/** The same for Groovy. Only a file with faults is taken for a template, as braces of closures look like tags. */
export function readGroovy(file: SourceFile): Pick<GroovyFile, 'statements'> & { readonly notes: Unread[] } {
  const { statements, problems } = parseGroovy(file);
  const marker = problems.length === 0 ? -1 : file.text.search(/\{%[-+]?\s*\w|<%[-=#]?\s|\{\{\s*\w[\w.]*\s*\}\}/);
  if (marker < 0 || tooManyTags(file.text) !== undefined) return { statements, notes: syntaxNotes(problems) };
  return { statements: parseGroovy(file, oneRendering(file, marker)).statements, notes: [noteOf(file, marker)] };
}

/** Each tag that is never closed is looked through up to the end of the text. */
const MOST_TAGS = 1_000;

function tooManyTags(text: string): string | undefined {
  let tags = 0;
  for (const _ of text.matchAll(/\{[%#{]|<%/g)) if (++tags > MOST_TAGS) return `a template of more than ${MOST_TAGS} tags is not read`;
  return tooLong(text, 'a template');
}

function oneRendering({ text }: SourceFile, marker: number): string {
  return rendered(text, tagsOf(text, languageOf(text, marker)));
}

function noteOf(file: SourceFile, marker: number): Unread {
  const language = languageOf(file.text, marker);
  const name = file.text.includes('cookiecutter.') ? `${language}, cookiecutter` : language;
  const why = `this file is a template (${name}): it is read as one rendering of it, with the values that are put in place unknown`;
  return { at: span(file, marker, marker + 2), why, kind: 'dynamic' };
}

const GO = /\{\{-?\s*(?:if|else|end|range|with|define|template|include|\/\*|\.)/;

function languageOf(text: string, marker: number): TemplateLanguage {
  if (text.startsWith('<%', marker)) return 'ERB';
  return !/\{%/.test(text) && GO.test(text) ? 'Go templates' : 'Jinja';
}

/** Tags of any of the languages; GitHub's `${{ }}` is none. */
const TAGS = /\{%|<%|(?<!\$)\{\{/;

/** A tag where YAML has structure: a line that begins with one, or an item or value that does and is not quoted. */
const MARKER = /^\s*((?:-\s+)*(?:[^\s'"#{<|>][^'"#{<]*:\s+)?)(\{%[-+]?\s*\w|<%[-=#]?\s|\{\{(?!\s*\}))/;
/** A line may go on a text of the line before, in which braces are braces; so there it has to be a statement or a key. */
const STATEMENT = /^\{\{-?\s*(?:if|else|end|range|with|define|template|include|\/\*)|^\{\{[^{}]*\}\}[\w-]*:(?:\s|$)/;
/** A tag in a place of structure stands at the beginning of its line. */
const LONGEST_HEAD = 1_000;
const BLOCK_SCALAR = /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/;

/** The offset of the first such tag. What stands in a block scalar or a comment may speak of anything. */
function yamlMarker(text: string): number | undefined {
  let offset = 0;
  let block: number | undefined;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    const isInside = block !== undefined && (line.trim() === '' || indent > block);
    if (!isInside) {
      block = BLOCK_SCALAR.test(line) ? indent : undefined;
      const [whole, before, tag] = line.trimStart().startsWith('#') ? [] : (MARKER.exec(line.slice(0, LONGEST_HEAD)) ?? []);
      const start = (whole?.length ?? 0) - (tag?.length ?? 0);
      if (tag !== undefined && (tag !== '{{' || before !== '' || STATEMENT.test(line.slice(start)))) return offset + start;
    }
    offset += line.length + 1;
  }
  return undefined;
}
