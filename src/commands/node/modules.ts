import { type JsProgram, optionsFor, parseJavaScript } from '../../formats/javascript.js';
import { parseYaml, type YamlNode } from '../../formats/yaml.js';
import { ALWAYS } from '../../model/condition.js';
import { oncePerRecent } from '../../model/once.js';
import type { Script } from '../../model/step.js';
import { literalFrom } from '../../model/value.js';
import { pathFrom } from '../../project/project.js';
import { scriptOfFile } from '../../shell/script-text.js';
import type { SourceFile, Span } from '../../source/file.js';
import { folderOf, resolveImport, speaksOfDocker } from './relevance.js';
import { type Module, Scope } from './scope.js';
import type { Session } from './session.js';
import { type JsValue, list, native, object, text, UNKNOWN } from './values.js';
import { ZX_GLOBALS } from './zx.js';

/** Packages and parts of Node that are known here, by the names they are imported by. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ...['child_process', 'util', 'path', 'fs', 'os', 'url', 'process', 'module', 'assert', 'crypto'].map(name => [name, name] as const),
  ...['execa', 'zx', 'shelljs', 'cross-spawn', 'tinyexec', 'nano-spawn', 'promisify-child-process', 'child-process-promise', 'dax'].map(
    name => [name, name] as const,
  ),
  ...['@actions/exec', '@actions/core', '@actions/github'].map(name => [name, name] as const),
  ['fs/promises', 'fs'],
  ['path/posix', 'path'],
  ['zx/core', 'zx'],
  ['bun', 'Bun'],
  ['dax-sh', 'dax'],
]);

const SHELLJS_GLOBALS: ReadonlyMap<string, JsValue> = new Map(['exec', 'cd', 'pwd', 'exit'].map(name => [name, native(`shelljs.${name}`)]));

/** Imports of imports further away than this, and more files than this, are not read. */
const MOST_IMPORTS = 3;
const MOST_FILES = 30;
const LONGEST_FILE = 300_000;

const programOf = oncePerRecent((file: SourceFile) => parseJavaScript(scriptOfFile(file), optionsFor(file.path)));

/** What an import gives: a package that is known here, a file of the repository, which is evaluated once. */
export function load(session: Session, from: string, scope: Scope, at: Span, modules: Map<string, Module>): JsValue {
  const name = from.replace(/^(?:node|npm|jsr):/, '').replace(/^(@?[^@]+)@[^/]*/, '$1');
  const globals = name === 'zx/globals' ? ZX_GLOBALS : name === 'shelljs/global' ? SHELLJS_GLOBALS : undefined;
  for (const [global, value] of globals ?? []) scope.declare(global, value, ALWAYS);
  const known = KNOWN.get(name) ?? (/(?:^|\/)dax(?:\/|$)/.test(name) ? 'dax' : undefined);
  if (known !== undefined) return native(known);
  const { module } = scope;
  if (!/^\.{0,2}\//.test(from) || module.folder === undefined) return UNKNOWN;
  const path = pathFrom(module.folder, from, session.context.root);
  const resolved = path === undefined ? undefined : resolveImport(path, session.context.project);
  return resolved === undefined ? UNKNOWN : loadFile(session, resolved, module, at, modules);
}

function loadFile(session: Session, path: string, from: Module, at: Span, modules: Map<string, Module>): JsValue {
  const before = modules.get(path);
  if (before !== undefined) return before.exports;
  const file = session.context.project.read(path);
  if (file === undefined) return UNKNOWN;
  if (path.endsWith('.json')) return jsonValue(parseYaml(file).documents[0]);
  if (from.depth >= MOST_IMPORTS || modules.size >= MOST_FILES || file.text.length > LONGEST_FILE) {
    if (speaksOfDocker(file.text))
      session.context.unread({ at, why: `${path} is not read: too many files are imported on the way to it`, kind: 'limit' });
    return UNKNOWN;
  }
  const named = object();
  const folder = folderOf(path);
  const module: Module = {
    path,
    folder,
    via: [...from.via, { at, callee: path }],
    exports: named,
    named,
    globals: from.globals,
    depth: from.depth + 1,
  };
  modules.set(path, module);
  const mentions = session.mentions;
  session.mentions ||= speaksOfDocker(file.text);
  evaluateFile(session, file, module);
  session.mentions = mentions;
  return module.exports;
}

/** Runs the text of a file from its first to its last statement. */
export function evaluateFile(session: Session, file: SourceFile, module: Module): Scope {
  return evaluateProgram(session, programOf(file), module);
}

/** The same for a text that is no file. TypeScript's grammar takes JavaScript too where no JSX is. */
export function evaluateText(session: Session, script: Script, module: Module): Scope {
  return evaluateProgram(session, parseJavaScript(script, optionsFor('.ts')), module);
}

function evaluateProgram(session: Session, { body, problems }: JsProgram, module: Module): Scope {
  const [problem] = problems;
  if (problem !== undefined && session.mentions)
    session.context.unread({ at: problem.at, why: problem.message, kind: problem.isLimit ? 'limit' : 'syntax' });
  const scope = new Scope(module);
  session.execute(body, scope);
  return scope;
}

function jsonValue(node: YamlNode | undefined): JsValue {
  if (node?.kind === 'map') return object(node.entries.map(({ key, value }) => [key.decoded, jsonValue(value)] as const));
  if (node?.kind === 'list') return list(node.items.map(jsonValue));
  if (node?.kind !== 'scalar') return UNKNOWN;
  return node.style === 'double'
    ? text(literalFrom(node.text))
    : { kind: 'constant', value: typeof node.value === 'string' ? null : node.value };
}
