import type { Finding } from '../../model/finding.js';
import type { Project } from '../../project/project.js';
import type { Edit, SourceFile } from '../../source/file.js';

/** The files whose text is another than the edits of the findings make of it, pass by pass. */
export function changedElsewhere(project: Project, fixed: readonly Finding[], files: ReadonlyMap<string, string>): readonly string[] {
  const byPath = new Map<string, Map<SourceFile, Edit[]>>([...files.keys()].map(path => [path, new Map()]));
  for (const { fix } of fixed) {
    for (const edit of fix?.edits ?? []) {
      const { file } = edit.span;
      const versions = byPath.get(file.path) ?? new Map<SourceFile, Edit[]>();
      byPath.set(file.path, versions);
      versions.set(file, [...(versions.get(file) ?? []), edit]);
    }
  }
  return [...byPath].flatMap(([path, versions]) => {
    const original = project.read(path);
    let text = original?.text;
    for (const [file, edits] of versions) {
      if (file.text !== text) return [`${path}: an edit is of another text than the one before it left`];
      text = edited(text, edits);
    }
    const mark = original?.byteOrderMark ? '\ufeff' : '';
    return `${mark}${text}` === (files.get(path) ?? `${mark}${original?.text}`) ? [] : [`${path}: bytes changed that no edit touches`];
  });
}

/** From the last to the first, so that the offsets of the others hold. */
function edited(text: string, edits: readonly Edit[]): string {
  const each = new Map(edits.map(edit => [[edit.span.start, edit.span.end, edit.text].join('\0'), edit]));
  const fromLast = [...each.values()].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  return fromLast.reduce((now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end), text);
}

/** What is not written as the rest of its file is: line ends, the byte order mark, the end of the file, blanks before a line's end. */
export function badlyWritten(project: Project, files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const file = project.read(path);
    if (file === undefined) return [`${path}: a file that was not there`];
    const complaints = [
      lineEnds(file.text).size === 1 && [...lineEnds(text)].some(end => !lineEnds(file.text).has(end)) && 'other line ends',
      file.byteOrderMark !== text.startsWith('\ufeff') && 'the byte order mark is not what it was',
      file.text !== '' && /\n$/.test(file.text) !== /\n$/.test(text) && 'the line end of the last line is not what it was',
      count(text, /[ \t]+\r?$/gm) > count(file.text, /[ \t]+\r?$/gm) && 'blanks at the end of a line',
    ];
    return complaints.flatMap(complaint => (complaint === false ? [] : [`${path}: ${complaint}`]));
  });
}

function lineEnds(text: string): ReadonlySet<string> {
  return new Set(text.match(/\r\n|\n|\r/g) ?? []);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
