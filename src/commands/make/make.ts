import { MOST_CALLS } from '../../model/call.js';
import { ALWAYS, all, type Condition } from '../../model/condition.js';
import { dialectOf, NO_OPTIONS, readFlags } from '../../model/shell.js';
import type { Call, Command, PlannedStep, Script, Shell } from '../../model/step.js';
import { known, type Value } from '../../model/value.js';
import { pathFrom } from '../../project/project.js';
import { MappedText } from '../../source/mapped-text.js';
import type { CommandContext, CommandReader } from '../command-reader.js';
import { calledFieldsOf, fieldsOf } from '../fields.js';
import { expanded, type Lookup } from './expansion.js';
import { stemOf } from './functions.js';
import { Makefiles, type Rule } from './makefiles.js';
import { joinedScripts, plainText, wordsOf } from './text.js';

/** A call of make expands at most this many targets. */
const MOST_TARGETS = 500;
const FLAGS_WITH_VALUE =
  /^(?:-[CfIjlOoW]|--(?:directory|file|makefile|include-dir|jobs|load-average|max-load|old-file|what-if|new-file|assume-old|assume-new|eval))$/;
const ONLY_TELLS = /^(?:-[nqpvh]|--(?:just-print|dry-run|recon|question|print-data-base|version|help))$/;

/** `make [-C dir] [-f file] [NAME=value] [targets]`: https://www.gnu.org/software/make/manual/make.html#Running */
export const make: CommandReader = {
  read(command, context) {
    const call = readCall(command.words.slice(1), command, context);
    if (call === undefined) return [opaque(command)];
    if (call.tells) return undefined;
    const paths = makefilesOf(call, context);
    const file = paths.map(path => context.project.read(path)).find(read => read !== undefined);
    if (file === undefined) {
      const where = call.file ?? `a Makefile in ${call.folder === '' ? 'this folder' : call.folder}`;
      const problem = paths.map(path => context.project.problem(path)).find(found => found !== undefined);
      context.unread({ at: command.span, why: `make is called, but ${where} ${problem ?? 'is not in the repository'}`, kind: 'missing' });
      return [opaque(command)];
    }
    const files = new Makefiles({
      folder: call.folder,
      project: context.project,
      env: command.env,
      commandLine: call.variables,
      note: note => context.unread(note),
    });
    files.load(file);
    return new Run(files, command, call, context).targets();
  },
};

interface MakeCall {
  readonly folder: string;
  readonly file: string | undefined;
  readonly targets: readonly string[];
  readonly variables: ReadonlyMap<string, Value>;
  /** `-n`, `--version`: nothing is run */
  readonly tells: boolean;
  /** `-k`, `-i`: it goes on after a failure */
  readonly tolerates: boolean;
}

function opaque(command: Command): PlannedStep {
  const what = command.words.map(word => known(word) ?? '…').join(' ');
  return { kind: 'opaque', ...fieldsOf(command), what };
}

/** `undefined`, and a note, where a word that is not known may change everything. */
function readCall(words: readonly Value[], command: Command, context: CommandContext): MakeCall | undefined {
  let folder = command.workingDirectory;
  let file: string | undefined;
  const targets: string[] = [];
  const variables = new Map<string, Value>();
  let [tells, tolerates] = [false, false];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const text = known(word);
    const assignment = word === undefined ? undefined : assignmentOf(word);
    if (word === undefined) continue;
    if (assignment !== undefined) {
      variables.set(...assignment);
      continue;
    }
    if (text === undefined) {
      context.unread({ at: word.span, why: 'which target make is told to make only a run would tell', kind: 'dynamic' });
      return undefined;
    }
    const joined = /^(?:-C|--directory=|-f|--file=|--makefile=)(.+)$/.exec(text);
    const takesValue = FLAGS_WITH_VALUE.test(text);
    const value = joined?.[1] ?? (takesValue ? known(words[at + 1]) : undefined);
    if (ONLY_TELLS.test(text)) tells = true;
    if (/^-[a-z]*[ik]/.test(text) || text === '--keep-going' || text === '--ignore-errors') tolerates = true;
    if (/^(?:-C|--directory)/.test(text))
      folder = folder === undefined || value === undefined ? undefined : pathFrom(folder, value, context.root);
    else if (/^(?:-f|--file|--makefile)/.test(text)) file = value;
    else if (!text.startsWith('-') && text !== '') targets.push(text);
    // `-j` may stand without its number.
    if (takesValue && joined === null && !(/^(?:-[jl]|--jobs)$/.test(text) && !/^\d/.test(known(words[at + 1]) ?? ''))) at++;
  }
  if (folder === undefined) {
    context.unread({ at: command.span, why: 'make is called in a folder that only a run would tell', kind: 'dynamic' });
    return undefined;
  }
  return { folder, file, targets, variables, tells, tolerates };
}

/** `NAME=value`, `NAME:=value` */
function assignmentOf(word: Value): [string, Value] | undefined {
  const [first, ...rest] = word.parts;
  const match = first?.kind === 'literal' ? /^([\w.-]+)(?:::?|\?)?=/.exec(first.text) : null;
  if (first?.kind !== 'literal' || match?.[1] === undefined) return undefined;
  const cut = match[0].length;
  const verbatim = first.span.end - first.span.start === first.text.length;
  const span = verbatim ? { ...first.span, start: first.span.start + cut } : first.span;
  return [match[1], { parts: [{ ...first, text: first.text.slice(cut), span }, ...rest], span: word.span }];
}

/** The paths that make looks at, in its order. */
function makefilesOf(call: MakeCall, { root }: CommandContext): readonly string[] {
  const names = call.file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [call.file];
  return names.flatMap(name => pathFrom(call.folder, name, root) ?? []);
}

/** One call of make: each target is made once, after what it needs. */
class Run {
  readonly #files: Makefiles;
  readonly #command: Command;
  readonly #call: MakeCall;
  readonly #context: CommandContext;
  readonly #done = new Set<string>();
  readonly #steps: PlannedStep[] = [];

  constructor(files: Makefiles, command: Command, call: MakeCall, context: CommandContext) {
    this.#files = files;
    this.#command = command;
    this.#call = call;
    this.#context = context;
  }

  targets(): readonly PlannedStep[] {
    const asked = this.#call.targets.length > 0 ? this.#call.targets : [this.#files.defaultTarget].filter(target => target !== undefined);
    for (const target of asked) this.#make(target, ALWAYS, [target]);
    return this.#steps;
  }

  #make(target: string, runs: Condition, chain: readonly string[]): void {
    if (this.#done.has(target) || this.#done.size >= MOST_TARGETS || chain.length > MOST_CALLS) return;
    this.#done.add(target);
    const rules = this.#rulesFor(target);
    const withRecipe = rules.filter(rule => rule.rule.recipe.length > 0);
    if (rules.length === 0) {
      if (chain.length === 1) this.#missing(target);
      return;
    }
    for (const rule of rules) {
      const stem = this.#stem(rule, target);
      for (const word of this.#files.words(rule.rule.prerequisites)) {
        const name = plainText(word)?.replace('%', stem);
        if (name !== undefined && name !== '|') this.#make(name, all(runs, rule.when), [...chain, name]);
      }
    }
    // Of several recipes for one target the last counts, unless it is not certain which is there.
    const certain = withRecipe.filter(rule => rule.when.kind === 'always').slice(-1);
    for (const rule of [...certain, ...withRecipe.filter(other => other.when.kind !== 'always')])
      this.#recipe(rule, target, all(runs, rule.when));
  }

  #rulesFor(target: string): readonly Rule[] {
    const explicit = this.#files.rules.filter(rule => rule.targets.includes(target));
    if (explicit.some(rule => rule.rule.recipe.length > 0)) return explicit;
    const pattern = this.#files.rules.find(
      rule => rule.rule.recipe.length > 0 && rule.targets.some(name => name.includes('%') && stemOf(name, target) !== undefined),
    );
    return pattern === undefined ? explicit : [...explicit, pattern];
  }

  #stem(rule: Rule, target: string): string {
    const pattern = rule.targets.find(name => name.includes('%') && stemOf(name, target) !== undefined);
    return pattern === undefined ? '' : (stemOf(pattern, target) ?? '');
  }

  #missing(target: string): void {
    this.#context.unread({ at: this.#command.span, why: `make is told to make ${target}, for which no rule was found`, kind: 'missing' });
    this.#steps.push({ kind: 'opaque', ...fieldsOf(this.#command), what: `make ${target}` });
  }

  #recipe({ rule, targets }: Rule, target: string, runs: Condition): void {
    const at = rule.targets.spanOf();
    const automatic = this.#automatic({ rule, targets, when: ALWAYS }, target);
    const lookup = this.#files.forTarget(target, automatic);
    const via: readonly Call[] = [...this.#command.via, { at: this.#command.span, callee: `make ${target}` }];
    const shell = this.#shell(lookup);
    const environment = this.#files.environment(at);
    const lines = rule.recipe.map(line => recipeLine(expanded(line, lookup)));
    const scripts = this.#files.oneShell
      ? [
          {
            script: joinedScripts(
              lines.map(line => line.script),
              '\n',
              at,
            ),
            tolerated: lines[0]?.tolerated === true,
          },
        ]
      : lines;
    for (const { script, tolerated } of scripts) {
      if (script.text.value.trim() === '') continue;
      const fields = calledFieldsOf(this.#command);
      this.#steps.push({
        ...fields,
        span: script.text.spanOf(),
        kind: 'shell',
        script,
        ...shell,
        via,
        runs: all(fields.runs, runs),
        env: fields.env.withAll(environment),
        workingDirectory: this.#call.folder,
        tolerated: fields.tolerated || tolerated || this.#call.tolerates,
      });
    }
  }

  #automatic(rule: Rule, target: string): ReadonlyMap<string, Script> {
    const at = rule.rule.targets.spanOf();
    const stem = this.#stem(rule, target);
    const text = (value: string): Script => scriptOf(value, at);
    const prerequisites = this.#files.words(rule.rule.prerequisites).map(word => plainText(word)?.replace('%', stem));
    const names = prerequisites.filter(name => name !== undefined && name !== '|');
    return new Map([
      ['@', text(target)],
      ['*', text(stem)],
      ['<', text(names[0] ?? '')],
      ['^', text(names.join(' '))],
      ['+', text(names.join(' '))],
      ['@D', text(target.includes('/') ? target.slice(0, target.lastIndexOf('/')) : '.')],
      ['@F', text(target.slice(target.lastIndexOf('/') + 1))],
    ]);
  }

  /** `SHELL` and `.SHELLFLAGS`; without them `/bin/sh -c`. Each recipe line is a shell of its own. */
  #shell(lookup: Lookup): Pick<Shell, 'dialect' | 'options'> {
    const at = this.#command.span;
    const program = this.#files.has('SHELL') ? plainText(lookup.variable('SHELL', at, 0) ?? scriptOf('', at)) : '/bin/sh';
    const flags = this.#files.has('.SHELLFLAGS') ? lookup.variable('.SHELLFLAGS', at, 0) : undefined;
    const words = flags === undefined ? [] : wordsOf(flags).map(word => plainText(word));
    const name = program?.trim().split(/\s+/)[0] ?? 'sh';
    return { dialect: dialectOf(name.slice(name.lastIndexOf('/') + 1)) ?? 'sh', options: readFlags(words, NO_OPTIONS).options };
  }
}

function scriptOf(text: string, at: Shell['span']): Script {
  return { text: MappedText.synthetic(text, at), holes: [] };
}

/** `@` keeps a line from being printed, `-` lets it fail, `+` runs it even where nothing else is run. */
function recipeLine(script: Script): { script: Script; tolerated: boolean } {
  const prefix = /^[ \t]*([@+-][@+\- \t]*)?/.exec(script.text.value)?.[0] ?? '';
  const holes = script.holes.map(hole => ({ ...hole, start: hole.start - prefix.length, end: hole.end - prefix.length }));
  return { script: { text: script.text.slice(prefix.length), holes }, tolerated: prefix.includes('-') };
}
