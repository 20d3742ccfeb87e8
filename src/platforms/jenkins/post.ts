import type { GroovyCall } from '../../formats/groovy.js';
import { type Edit, type Span, spanText } from '../../source/file.js';
import { lineEnd } from '../../source/notation.js';
import { blockOf, blocksIn, closureOf } from './calls.js';

/**
 * A shell command in the `always` block of a stage's `post`, or of the pipeline's, which runs on the same agent, whatever came of the steps
 * (https://www.jenkins.io/doc/book/pipeline/syntax/#post). Blocks come where there are none yet.
 * @param call the stage or pipeline
 */
export function withCommandAtEnd(call: GroovyCall, command: string): readonly Edit[] | undefined {
  if (/['\\$\n]/.test(command)) return undefined;
  const body = closureOf(call)?.body ?? [];
  const step = `sh '${command}'`;
  const post = blockOf(body, 'post');
  if (post === undefined) {
    const last = ['steps', 'stages', 'parallel'].map(name => blockOf(body, name)).find(block => block !== undefined);
    return last && behind(last.span, ['post {', '  always {', `    ${step}`, '  }', '}']);
  }
  const always = blocksIn(post).find(({ name }) => name === 'always');
  const inside = always === undefined ? undefined : closureOf(always)?.body.at(-1);
  if (always !== undefined) return inside && behind(inside.span, [step]);
  const condition = blocksIn(post).at(-1);
  return condition && behind(condition.span, ['always {', `  ${step}`, '}']);
}

/** Lines behind a statement that ends its line, as far from the edge as the line it begins on. */
function behind(statement: Span, lines: readonly string[]): readonly Edit[] | undefined {
  const { file, start } = statement;
  const end = start + spanText(statement).trimEnd().length;
  const head = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  const rest = /^[^\n\r]*/.exec(file.text.slice(end))?.[0] ?? '';
  if (head.trim() !== '' || !/^[ \t]*(?:\/\/.*)?$/.test(rest)) return undefined;
  const indent = head.includes('\t') ? (line: string) => head + line.replaceAll('  ', '\t') : (line: string) => head + line;
  const at = end + rest.length;
  return [{ span: { file, start: at, end: at }, text: lines.map(line => `${lineEnd(file.text)}${indent(line)}`).join('') }];
}
