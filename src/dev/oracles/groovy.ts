import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type GroovyCall, type GroovyNode, parseGroovy } from '../../formats/groovy.js';
import { SourceFile } from '../../source/file.js';

/*
 * npm run oracles -- --groovy SCRIPT FOLDER: calls of Pipeline steps as Groovy itself sees them against those read here, for every Groovy
 * file of a folder. SCRIPT is run by `groovy SCRIPT LIST OUT` (2.4, the version Jenkins embeds, with JAVA_HOME set): LIST names a file a line, OUT
 * becomes JSON: path → null where Groovy rejects the file, else its calls, [name, line, column, [argument]]. An argument is a string with
 * `text`, or one with `holes`. Groovy only parses; nothing of the files is run.
 */

interface Argument {
  readonly text?: string;
  readonly holes?: readonly string[];
}

type Call = readonly [name: string, line: number, column: number, given: readonly Argument[]];

interface Result {
  accepted: number;
  rejected: number;
  /** rejected by Groovy, and noted here */
  alsoNoted: number;
  /** accepted by Groovy, and noted here */
  falseNotes: string[];
  calls: number;
  missed: string[];
  /** constant strings that are arguments of `sh` and the like */
  scripts: number;
  otherScripts: string[];
}

const SHELL_STEPS = new Set(['sh', 'bat', 'powershell', 'pwsh']);

function compareWithGroovy(script: string, folder: string): Result {
  const paths = groovyFiles(folder);
  const result: Result = { accepted: 0, rejected: 0, alsoNoted: 0, falseNotes: [], calls: 0, missed: [], scripts: 0, otherScripts: [] };
  for (const [path, calls] of Object.entries(callsByGroovy(script, paths))) compareFile(path, calls, result);
  return result;
}

function groovyFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /jenkinsfile|\.(?:groovy|jenkins)$/i.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

function callsByGroovy(script: string, paths: readonly string[]): Readonly<Record<string, readonly Call[] | null>> {
  const folder = mkdtempSync(join(tmpdir(), 'groovy-calls-'));
  try {
    const [list, out] = [join(folder, 'list'), join(folder, 'out.json')];
    writeFileSync(list, paths.join('\n'));
    const { status, stderr } = spawnSync('groovy', [script, list, out], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`groovy ended with ${status}: ${stderr}`);
    return JSON.parse(readFileSync(out, 'utf8')) as Readonly<Record<string, readonly Call[] | null>>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compareFile(path: string, calls: readonly Call[] | null, result: Result): void {
  const file = new SourceFile(path, readFileSync(path, 'utf8'));
  const { statements, problems } = parseGroovy(file);
  if (calls === null) {
    result.rejected++;
    if (problems.length > 0) result.alsoNoted++;
    return;
  }
  result.accepted++;
  if (problems.length > 0) result.falseNotes.push(`${path}: ${problems[0]?.message}`);
  const ours = new Map<string, GroovyCall>();
  for (const node of statements) collectCalls(node, file, ours);
  for (const [name, line, column, given] of calls) {
    result.calls++;
    const call = ours.get(`${name}:${line}:${column}`);
    if (call === undefined) result.missed.push(`${path}:${line}:${column} ${name}`);
    else if (SHELL_STEPS.has(name)) compareScripts(call, given, `${path}:${line}`, result);
  }
}

/** The literal strings among the arguments of a shell step are the same texts, in the same order. */
function compareScripts(call: GroovyCall, given: readonly Argument[], where: string, result: Result): void {
  const expected = given.flatMap(({ text }) => (text === undefined ? [] : [text]));
  const texts = call.arguments.flatMap(({ value }) => constantTexts(value));
  result.scripts += expected.length;
  for (const [index, text] of expected.entries()) if (texts[index] !== text) result.otherScripts.push(where);
}

function constantTexts(node: GroovyNode): readonly string[] {
  if (node.kind === 'map') return node.entries.flatMap(entry => constantTexts(entry.value));
  if (node.kind !== 'string' || node.parts.some(part => part.kind === 'hole')) return [];
  return [node.parts.map(part => (part.kind === 'text' ? part.text.value : '')).join('')];
}

function collectCalls(node: GroovyNode, file: SourceFile, into: Map<string, GroovyCall>): void {
  if (node.kind === 'call') {
    const { line, column } = file.position(node.nameSpan.start);
    into.set(`${node.name}:${line}:${column}`, node);
  }
  for (const inner of childrenOf(node)) collectCalls(inner, file, into);
}

/** What stands inside a node, whatever it is: each field that is a node or holds some. */
function childrenOf(node: GroovyNode): readonly GroovyNode[] {
  return Object.values(node).flatMap(nodesIn);
}

function nodesIn(value: unknown): readonly GroovyNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null || value instanceof SourceFile) return [];
  if (isNode(value)) return [value];
  // Arguments, arms, handlers and parts of strings hold nodes; spans and texts do not.
  return 'start' in value || 'pieces' in value ? [] : Object.values(value).flatMap(nodesIn);
}

function isNode(value: object): value is GroovyNode {
  return 'kind' in value && 'span' in value && value.kind !== 'hole' && value.kind !== 'text';
}

function table(result: Result): string {
  const { accepted, rejected, alsoNoted, falseNotes, calls, missed, scripts, otherScripts } = result;
  const rows = [
    ['files that Groovy accepts', accepted],
    ['… of which have a note of ours', falseNotes.length],
    ['files that Groovy rejects', rejected],
    ['… of which have a note of ours', alsoNoted],
    ['calls of steps that Groovy sees', calls],
    ['… of which are found at the same place', calls - missed.length],
    ['literal arguments of shell steps', scripts],
    ['… of which are the same text', scripts - otherScripts.length],
  ];
  const details = [...falseNotes, ...missed, ...otherScripts].slice(0, 40);
  return `| what | number |\n|---|--:|\n${rows.map(([what, number]) => `| ${what} | ${number} |`).join('\n')}\n\n${details.join('\n')}\n`;
}

const [script, folder] = process.argv.slice(2);
if (script === undefined || folder === undefined) {
  process.stderr.write('usage: npm run oracles -- --groovy SCRIPT FOLDER\n');
  process.exitCode = 2;
} else process.stdout.write(table(compareWithGroovy(resolve(script), resolve(folder))));
