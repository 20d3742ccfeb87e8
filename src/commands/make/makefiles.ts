import {
  type MakeAssignment,
  type MakeConditional,
  type MakeRule,
  type MakeStatement,
  type MakeTest,
  parseMakefile,
} from '../../formats/makefile.js';
import { ALWAYS, all, type Condition, not, unreadable } from '../../model/condition.js';
import type { Env } from '../../model/env.js';
import { oncePerRecent } from '../../model/once.js';
import type { Unread } from '../../model/pipeline.js';
import { ScriptBuilder } from '../../model/script-builder.js';
import type { Script } from '../../model/step.js';
import type { Value } from '../../model/value.js';
import { type Project, pathFrom } from '../../project/project.js';
import { scriptOfValue } from '../../shell/script-text.js';
import type { Edit, SourceFile, Span } from '../../source/file.js';
import { ownLines } from '../../source/lines.js';
import type { MappedText } from '../../source/mapped-text.js';
import { removalOf } from '../../source/own-comment.js';
import { expanded, type Lookup } from './expansion.js';
import { joinedScripts, openPart, plainText, scriptValue, wordsOf } from './text.js';

/** A rule that make may run, and whether it is certain that it is there. */
export interface Rule {
  readonly targets: readonly string[];
  readonly rule: MakeRule;
  readonly when: Condition;
}

interface Variable {
  /** recursive: expanded each time it is used; simple: expanded when it was set */
  readonly raw?: MappedText;
  readonly script?: Script;
  /** the one assignment that gives it to recipes */
  readonly written?: MakeAssignment;
  /** it is not certain that the variable holds this */
  readonly unsure?: true;
}

const MOST_FILES = 50;
/** Stretches of text that `+=` puts together to one variable. */
const MOST_APPENDED = 2_000;
/** References that one call of make follows; the largest Makefiles measured need a few thousand. */
const MOST_REFERENCES = 100_000;

const parsed = oncePerRecent(parseMakefile);

/** Files, variables and rules of one `make` call: https://www.gnu.org/software/make/manual/make.html#Reading-Makefiles */
export class Makefiles implements Lookup {
  readonly rules: Rule[] = [];
  readonly exported = new Set<string>();
  readonly budget = { references: MOST_REFERENCES };
  exportsAll = false;
  oneShell = false;
  readonly #variables = new Map<string, Variable>();
  readonly #ofTarget = new Map<string, MakeAssignment[]>();
  readonly #commandLine: ReadonlyMap<string, Value>;
  readonly #env: Env;
  readonly #folder: string;
  readonly #project: Project;
  readonly #note: (note: Unread) => void;
  readonly #read = new Set<SourceFile>();

  constructor(options: {
    readonly folder: string;
    readonly project: Project;
    readonly env: Env;
    readonly commandLine: ReadonlyMap<string, Value>;
    readonly note: (note: Unread) => void;
  }) {
    this.#folder = options.folder;
    this.#project = options.project;
    this.#env = options.env;
    this.#commandLine = options.commandLine;
    this.#note = options.note;
  }

  load(file: SourceFile): void {
    if (this.#read.has(file) || this.#read.size >= MOST_FILES) return;
    this.#read.add(file);
    const { statements, problems } = parsed(file);
    for (const { at, message, isLimit } of problems) this.#note({ at, why: message, kind: isLimit ? 'limit' : 'syntax' });
    this.#statements(statements, ALWAYS);
  }

  variable(name: string, at: Span, depth: number): Script | undefined {
    const given = this.#commandLine.get(name);
    if (given !== undefined) return scriptOfValue(given);
    const own = this.#variables.get(name);
    if (own?.unsure) return undefined;
    if (own?.script !== undefined) return own.script;
    if (own?.raw !== undefined) return expanded(own.raw, this, depth);
    const outer = this.#env.get(name);
    if (outer !== undefined) return scriptOfValue(outer);
    if (name === 'MAKE') return scriptOfValue({ parts: [{ kind: 'literal', text: 'make', span: at }], span: at });
    if (name === 'CURDIR') return undefined;
    // What no file sets may be set by the CI system.
    return new ScriptBuilder().hole(openPart({ kind: 'reference', to: { scope: 'env', name }, span: at }, at), at).build(at);
  }

  /** The same files as the recipe of a target sees them: with the variables of that target, and `$@`, `$<`, `$^`, `$*`. */
  forTarget(target: string, automatic: ReadonlyMap<string, Script>): Lookup {
    const own = new Map<string, MakeAssignment>();
    for (const [name, list] of this.#ofTarget) {
      const last = list.at(-1);
      if (name === target && last !== undefined) for (const assignment of list) own.set(this.#text(assignment.name), assignment);
    }
    const lookup: Lookup = {
      budget: this.budget,
      variable: (name, at, depth) => {
        const special = automatic.get(name);
        if (special !== undefined) return special;
        const assignment = this.#commandLine.has(name) ? undefined : own.get(name);
        if (assignment === undefined) return this.variable(name, at, depth);
        return assignment.operator === '!=' || assignment.operator === '+=' ? undefined : expanded(assignment.value, lookup, depth);
      },
    };
    return lookup;
  }

  /** The variables that recipes get in their environment besides what `make` itself was started with. */
  environment(at: Span): readonly (readonly [string, Value])[] {
    const names = new Set([...this.#commandLine.keys(), ...this.exported]);
    for (const name of this.#variables.keys()) if (this.exportsAll || this.#env.get(name) !== undefined) names.add(name);
    return [...names].flatMap(name => {
      const script = this.variable(name, at, 0) ?? new ScriptBuilder().hole(openPart({ kind: 'unknown', span: at }, at), at).build(at);
      const written = this.#variables.get(name)?.written;
      const value = scriptValue(script);
      return /^\w+$/.test(name) ? [[name, written ? { ...value, unset: () => withoutAssignment(written, name) } : value] as const] : [];
    });
  }

  /** Whether a file or the command line sets the variable. */
  has(name: string): boolean {
    return this.#commandLine.has(name) || this.#variables.has(name);
  }

  /** The target that is made where none is named. */
  get defaultTarget(): string | undefined {
    const goal = this.#variables.get('.DEFAULT_GOAL');
    const named = goal?.raw === undefined ? undefined : plainText(expanded(goal.raw, this))?.trim();
    return named ?? this.rules.flatMap(rule => rule.targets).find(target => !target.startsWith('.') && !target.includes('%'));
  }

  words(text: MappedText, lookup: Lookup = this): readonly Script[] {
    return wordsOf(expanded(text, lookup));
  }

  #text(text: MappedText): string {
    return plainText(expanded(text, this))?.trim() ?? text.value.trim();
  }

  #statements(statements: readonly MakeStatement[], when: Condition): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'assignment':
          this.#assign(statement, when);
          break;
        case 'rule':
          this.#rule(statement, when);
          break;
        case 'include':
          this.#include(statement.paths, statement.optional, statement.span);
          break;
        case 'export': {
          const names = this.words(statement.names).map(word => word.text.value);
          if (names.length === 0) this.exportsAll = statement.on;
          for (const name of names) if (statement.on) this.exported.add(name);
          break;
        }
        case 'conditional':
          this.#conditional(statement, when);
      }
    }
  }

  #rule(rule: MakeRule, when: Condition): void {
    const targets = this.words(rule.targets).map(word => word.text.value);
    if (targets.includes('.ONESHELL')) this.oneShell = true;
    if (targets.includes('.EXPORT_ALL_VARIABLES')) this.exportsAll = true;
    this.rules.push({ targets, rule, when });
  }

  #assign(assignment: MakeAssignment, when: Condition): void {
    if (assignment.targets !== undefined) {
      for (const target of this.words(assignment.targets)) {
        const list = this.#ofTarget.get(target.text.value);
        if (list === undefined) this.#ofTarget.set(target.text.value, [assignment]);
        else list.push(assignment);
      }
      return;
    }
    const name = this.#text(assignment.name);
    if (assignment.exported) this.exported.add(name);
    const before = this.#variables.get(name);
    if (assignment.operator === '?=' && (before !== undefined || this.#env.get(name) !== undefined)) return;
    if (when.kind !== 'always') this.#variables.set(name, { unsure: true });
    else this.#variables.set(name, this.#assigned(assignment, before));
  }

  #assigned(assignment: MakeAssignment, before: Variable | undefined): Variable {
    const { value, operator } = assignment;
    if (operator === '!=') return { unsure: true };
    const written = before === undefined ? { written: assignment } : {};
    if (operator === ':=') return { script: expanded(value, this), ...written };
    if (operator !== '+=' || before === undefined) return { raw: value, ...written };
    if (before.unsure) return before;
    const at = assignment.span;
    const first = before.script ?? (before.raw === undefined ? undefined : expanded(before.raw, this));
    if (first === undefined) return { raw: value };
    // A thousand times over each time all that is there would be put together anew.
    if (first.text.pieces.length > MOST_APPENDED) return { unsure: true };
    return { script: joinedScripts([first, expanded(value, this)], ' ', at) };
  }

  #include(paths: MappedText, optional: boolean, at: Span): void {
    for (const word of this.words(paths)) {
      const path = plainText(word);
      const target = path === undefined ? undefined : pathFrom(this.#folder, path, '');
      const file = target === undefined ? undefined : this.#project.read(target);
      if (file !== undefined) this.load(file);
      else if (path === undefined) this.#note({ at, why: 'which files are included here only a run would tell', kind: 'dynamic' });
      else if (!optional) {
        const problem = target === undefined ? undefined : this.#project.problem(target);
        this.#note({ at, why: `the included file ${path} ${problem ?? 'is not in the repository'}`, kind: 'missing' });
      }
    }
  }

  #conditional({ arms, span }: MakeConditional, when: Condition): void {
    let others: Condition = when;
    for (const [index, arm] of arms.entries()) {
      const met = arm.test === undefined ? true : this.#holds(arm.test);
      if (met === false) continue;
      if (met) {
        this.#statements(arm.body, others);
        return;
      }
      const own = unreadable('a conditional of the Makefile', `${span.file.path}:${span.start}:${index}`);
      this.#statements(arm.body, all(others, own));
      others = all(others, not(own));
    }
  }

  #holds({ directive, left, right }: MakeTest): boolean | undefined {
    if (directive === 'ifdef' || directive === 'ifndef') {
      const name = this.#text(left);
      const set = this.#commandLine.has(name) || this.#variables.has(name) || this.#env.get(name) !== undefined;
      if (this.#variables.get(name)?.unsure) return undefined;
      // A variable that no file sets may be set by the CI system.
      return set ? directive === 'ifdef' : undefined;
    }
    const [a, b] = [plainText(expanded(left, this)), right === undefined ? '' : plainText(expanded(right, this))];
    if (a === undefined || b === undefined) return undefined;
    return (a === b) === (directive === 'ifeq');
  }
}

/** `export NAME = value`, where nothing else in its file asks for the name. */
function withoutAssignment({ exported, span: { file, start, end } }: MakeAssignment, name: string): readonly Edit[] | undefined {
  const others = file.text.slice(0, start) + file.text.slice(end);
  if (!exported || new RegExp(`\\b${name}\\b`).test(others.replaceAll(/#.*/g, ''))) return undefined;
  const lines = ownLines({ file, start, end }, /^[ \t]*(?:export[ \t]+)?$/);
  return lines && [removalOf(lines)];
}
