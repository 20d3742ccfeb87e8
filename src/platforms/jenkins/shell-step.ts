import type { GroovyCall, GroovyNode } from '../../formats/groovy.js';
import type { Shell, ShellDialect } from '../../model/step.js';
import { concatenated, literal, type Value } from '../../model/value.js';
import { ownLines } from '../../source/lines.js';
import { asItem, type ListItem, type Notation } from '../../source/notation.js';
import { withoutAtEnd } from '../../source/trim-end.js';
import { fieldsAt, type Place, type Scope } from './scope.js';
import { argument, groovyValue, knownText, scriptOf } from './values.js';

/**
 * `sh`, `bat`, `powershell`, `pwsh` in all argument forms. `sh` starts a shell of its own, so nothing but files outlives it; Jenkins runs
 * it with `-xe` unless the script has a shebang (https://www.jenkins.io/doc/pipeline/steps/workflow-durable-task-step/#sh-shell-script).
 */
export function shellStep(call: GroovyCall, place: Place, evaluate: (node: GroovyNode, scope: Scope) => Value): Shell | undefined {
  const node = argument(call, 'script', 0);
  if (node === undefined) return undefined;
  const { text, holes } = scriptOf(node, place.scope, evaluate);
  const script = { text: text.withNotation(notation => asItem(notation, () => statementItem(call, node, notation))), holes };
  const shebang = /^#![^\n]{0,500}/.exec(script.text.value)?.[0];
  const flags = shebang === undefined ? '-xe' : (/\s-[a-z].*$/.exec(shebang)?.[0] ?? '');
  const returns = knownText(argument(call, 'returnStdout'), place.scope) === 'true';
  return {
    kind: 'shell',
    ...fieldsAt(place, call.span),
    script,
    dialect: dialectOf(call.name, shebang),
    options: { errexit: /e/.test(flags.replace('pipefail', '')), pipefail: flags.includes('pipefail'), xtrace: flags.includes('x') },
    tolerated: place.tolerated || knownText(argument(call, 'returnStatus'), place.scope) === 'true',
    ...(returns ? { prints: { scope: 'output', name: `${call.span.file.path}:${call.span.start}` } } : {}),
  };
}

/** `sh '…'` on lines of its own, beside which further ones may stand. */
function statementItem({ span }: GroovyCall, node: GroovyNode, notation: Notation): ListItem | undefined {
  const lines = node.kind === 'string' ? ownLines(span) : undefined;
  if (lines === undefined) return undefined;
  const { text } = span.file;
  const isFirst = withoutAtEnd(text.slice(0, lines.start), ' \t\r\n').endsWith('{');
  const isLast = /^\s*\}/.test(text.slice(lines.end));
  const head = text.slice(lines.start, notation.inner.start);
  const indent = /^[ \t]*/.exec(head)?.[0] ?? '';
  const line = (added: string, secrets?: readonly string[]): string | undefined => {
    if (secrets !== undefined) return bound(line(added), secrets, indent);
    return added.includes('\n') ? blockStep(added, indent) : `${indent}sh '${escapedText(added).replaceAll("'", "\\'")}'\n`;
  };
  return /^\s*sh[ (]+['"]+$/.test(head) ? { lines, only: isFirst && isLast, line } : undefined;
}

/** The id of the credential, a user name with a password, that inserted steps ask for. */
const CREDENTIAL = 'docker-build-cloud';

/** A step with a user name and a password in its variables. https://www.jenkins.io/doc/pipeline/steps/credentials-binding/ */
function bound(step: string | undefined, [user, password]: readonly string[], indent: string): string | undefined {
  if (step === undefined) return undefined;
  const variables = `usernameVariable: '${user}', passwordVariable: '${password}'`;
  const inner = step.replaceAll(/^(?=.)/gm, '  ');
  return `${indent}withCredentials([usernamePassword(credentialsId: '${CREDENTIAL}', ${variables})]) {\n${inner}${indent}}\n`;
}

/** Text between single quotes of Groovy, in which `$` is a character like others. */
function escapedText(text: string): string {
  return text.replaceAll('\\', '\\\\');
}

/** Several lines of shell as a step of their own. https://groovy-lang.org/syntax.html#_triple_single_quoted_string */
function blockStep(lines: string, indent: string): string | undefined {
  if (lines.includes("'''")) return undefined;
  const text = escapedText(lines).replaceAll('\n', `\n${indent}  `);
  return `${indent}sh '''\n${indent}  ${text}\n${indent}'''\n`;
}

function dialectOf(step: string, shebang: string | undefined): ShellDialect {
  if (step === 'bat') return 'cmd';
  if (step !== 'sh') return 'powershell';
  if (shebang === undefined) return 'sh';
  if (/\bbash\b/.test(shebang)) return 'bash';
  return /\b(?:sh|dash|ash|ksh|zsh)\b/.test(shebang) ? 'sh' : 'other';
}

/** `'NAME=value'` of `withEnv`; `NAME+X=dir` puts a folder in front of a path, which no rule looks at. */
export function variableOf(item: GroovyNode, scope: Scope): readonly (readonly [string, Value])[] {
  const [first, ...rest] = groovyValue(item, scope).parts;
  const name = first?.kind === 'literal' ? /^([^=+]+)=/.exec(first.text) : null;
  if (first?.kind !== 'literal' || name?.[1] === undefined) return [];
  const cut = name[0].length;
  const verbatim = first.span.end - first.span.start === first.text.length;
  const tail = verbatim ? { ...first.span, start: first.span.start + cut } : first.span;
  return [[name[1], concatenated([literal(first.text.slice(cut), tail), { parts: rest, span: tail }], item.span)]];
}
