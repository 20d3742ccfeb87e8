import { withContext } from './commands/build-context.js';
import type { CommandContext } from './commands/command-reader.js';
import { plainFieldsOf } from './commands/fields.js';
import { readCommand } from './commands/index.js';
import { layered, setUnder } from './job-env.js';
import { repeats } from './model/call.js';
import { ALWAYS, type Condition, isNever } from './model/condition.js';
import { Env } from './model/env.js';
import { DEFAULT_LIMITS, type Limits, PipelineRoom, TooLarge } from './model/limits.js';
import type { ExpandedJob, ExpandedPipeline, Job, Pipeline, Unread } from './model/pipeline.js';
import type { Reference } from './model/reference.js';
import { isPosixLike } from './model/shell.js';
import type { Call, Command, PlannedStep, Shell, Step } from './model/step.js';
import { mapValues } from './model/step-values.js';
import { choice, literal, replaced, type Value } from './model/value.js';
import { type Project, withReading } from './project/project.js';
import { continued } from './shell/continued.js';
import { interpret } from './shell/interpret.js';
import { ParsedScripts } from './shell/parse.js';
import { withKnownHoles } from './shell/script-text.js';
import type { Budget, Carried, ShellItem } from './shell/session.js';
import type { ShellState } from './shell/state.js';
import { withoutFinalNewlines } from './shell/values.js';
import type { SourceFile } from './source/file.js';

export interface Expanded {
  readonly pipeline: ExpandedPipeline;
  /** the files that its steps call */
  readonly reachedFiles: ReadonlySet<SourceFile>;
}

/** Nodes of shell text that are read for each command a job may have: most hold none. */
const NODES_FOR_EACH_COMMAND = 10;

/** Follows shell text and commands to the end: what is left are steps, each with the words, variables, folder and conditions it runs with. */
export async function expand(pipeline: Pipeline, project: Project, limits: Limits = DEFAULT_LIMITS): Promise<Expanded> {
  const reachedFiles = new Set<SourceFile>();
  const unread: Unread[] = [...pipeline.unread];
  const context: CommandContext = { project: watched(project, reachedFiles), root: pipeline.root, unread: note => unread.push(note) };
  // What could not be read of a job that never runs is no loss.
  const silent: CommandContext = { ...context, unread: () => {} };
  const scripts = new ParsedScripts();
  const room = new PipelineRoom(limits);
  const jobs: ExpandedJob[] = [];
  try {
    for (const job of pipeline.jobs)
      jobs.push(await new JobExpansion(job, isNever(job.runs) ? silent : context, limits, scripts, room).run());
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    // Jobs lean on one another: of some of them nothing can be concluded.
    jobs.length = 0;
    // Ahead of all others, of which there may be more than are told.
    unread.unshift({ at: error.at, why: error.message, kind: 'limit' });
  }
  return { pipeline: { ...pipeline, jobs, unread: distinct(unread, limits.notes) }, reachedFiles };
}

/** A project that remembers which files were read. */
function watched(project: Project, reached: Set<SourceFile>): Project {
  return withReading(project, file => {
    reached.add(file);
    return file;
  });
}

/** A script that two jobs call is read twice; what could not be read in it is told once. */
function distinct(notes: readonly Unread[], most: number): readonly Unread[] {
  const seen = new Map<string, Unread>();
  for (const note of notes) seen.set(`${note.at.file.path}:${note.at.start}:${note.at.end}:${note.why}`, note);
  const each = [...seen.values()];
  const next = each[most];
  if (next === undefined) return each;
  const why = `${each.length - most} more notes of what is not read here are left out`;
  return [...each.slice(0, most), { at: next.at, why, kind: 'limit' }];
}

class JobExpansion {
  readonly #job: Job;
  readonly #context: CommandContext;
  readonly #limits: Limits;
  readonly #scripts: ParsedScripts;
  readonly #room: PipelineRoom;
  readonly #budget: Budget;
  #followed = 0;
  /** programs in programs that are being followed: `sudo env time …` */
  #nested = 0;
  readonly #steps: Step[] = [];
  /** the job's variables, and what its steps add to them for the steps after (`$GITHUB_ENV`) */
  #env: Env;
  readonly #outputs = new Map<string, Value>();
  /** the shell that the step before has left */
  #left: { readonly shell: Shell; readonly state: ShellState } | undefined;

  constructor(job: Job, context: CommandContext, limits: Limits, scripts: ParsedScripts, room: PipelineRoom) {
    this.#job = job;
    this.#context = context;
    this.#limits = limits;
    this.#scripts = scripts;
    this.#room = room;
    this.#budget = { commands: limits.commands, nodes: limits.commands * NODES_FOR_EACH_COMMAND, depth: limits.depth };
    this.#env = layered(Env.empty, job.env);
  }

  async run(): Promise<ExpandedJob> {
    for (const planned of this.#job.steps) await this.#begin(planned);
    return { ...this.#job, steps: this.#steps };
  }

  #add(step: Step): void {
    this.#room.takeStep(step.span);
    this.#steps.push(step);
  }

  /** A step as its platform hands it over: with the variables it sets for itself. */
  async #begin(planned: PlannedStep): Promise<void> {
    const env = layered(
      this.#env,
      mapEnv(planned.env, value => replaced(value, to => this.#output(to))),
    );
    const lookup = (to: Reference): Value | undefined => (to.scope === 'env' ? env.get(to.name) : this.#output(to));
    const step = { ...mapValues(planned, value => replaced(value, lookup)), env };
    if (step.kind === 'set-env' && step.exported) this.#env = setUnder(this.#env, step.variable, step.value, step.runs);
    if (step.kind !== 'shell') return this.#follow(step);
    const holes = step.script.holes.map(hole => ({ ...hole, value: replaced(hole.value, lookup) }));
    const shell: Shell = { ...step, script: withKnownHoles({ ...step.script, holes }) };
    const state = await this.#read(shell);
    this.#left = state && { shell, state };
    if (state !== undefined && shell.exportsToJob) this.#env = state.env;
    if (state?.printed !== undefined && shell.prints !== undefined) this.#keepPrinted(shell.prints, state.printed);
  }

  /** What a step keeps of its output may already be among the variables of the job. */
  #keepPrinted({ name }: Reference, printed: Value): void {
    this.#outputs.set(name, withoutFinalNewlines(printed));
    this.#env = mapEnv(this.#env, value => replaced(value, to => this.#output(to)));
  }

  #output(to: Reference): Value | undefined {
    return to.scope === 'output' ? this.#outputs.get(to.name) : undefined;
  }

  async #follow(step: PlannedStep): Promise<void> {
    if (step.kind === 'shell') await this.#read(step);
    else if (step.kind === 'command') await this.#call(step);
    else this.#add(step.kind === 'build' ? withContext(step, this.#context) : step);
  }

  /** The shell at the end of the script; `undefined` where it was not read. */
  async #read(shell: Shell): Promise<ShellState | undefined> {
    const refusal = this.#refusalOf(shell);
    if (refusal !== undefined) {
      this.#context.unread({ at: shell.span, ...refusal });
      this.#add({ kind: 'opaque', ...plainFieldsOf(shell), what: 'a script that is not read' });
      return undefined;
    }
    if (!isPosixLike(shell.dialect)) {
      this.#add({ kind: 'other', ...plainFieldsOf(shell) });
      return undefined;
    }
    const host = {
      root: this.#context.root,
      script: (path: string) => this.#context.project.read(path),
      runVariables: this.#job.runVariables,
      scripts: this.#scripts,
    };
    const before = shell.continues && this.#left ? continued(this.#left.state, this.#left.shell, shell) : undefined;
    const { items, unread, state } = interpret(shell, host, this.#budget, before);
    for (const note of unread) this.#context.unread(note);
    for (const item of items) await this.#item(item, shell);
    return state;
  }

  #refusalOf(shell: Shell): Pick<Unread, 'why' | 'kind'> | undefined {
    const text = shell.script.text.value;
    if (!isPosixLike(shell.dialect)) {
      const matters = /docker|buildx|compose/i.test(text);
      return matters
        ? { why: `scripts for ${shell.dialect === 'other' ? 'this shell' : shell.dialect} are not read`, kind: 'unsupported' }
        : undefined;
    }
    const { script } = this.#limits;
    if (text.length > script) return { why: `a script of more than ${script / 1000} KB is not read`, kind: 'limit' };
    return shell.via.length > 0 ? this.#refusalOfCalls(shell.via) : undefined;
  }

  #refusalOfCalls(via: readonly Call[]): Pick<Unread, 'why' | 'kind'> | undefined {
    const { calls, depth } = this.#limits;
    this.#followed += 1;
    if (this.#followed > calls) return { why: `a job that leads to more than ${calls} calls is not read to its end`, kind: 'limit' };
    if (via.length > depth) return { why: `calls are nested more than ${depth} deep`, kind: 'limit' };
    return repeats(via) ? { why: 'a call that leads back to itself is not followed', kind: 'limit' } : undefined;
  }

  async #item(item: ShellItem, shell: Shell): Promise<void> {
    if (item.kind === 'carried') this.#carry(item, shell);
    else await this.#follow(item);
  }

  #carry({ to, name, value, runs }: Carried, shell: Shell): void {
    if (to === 'env') this.#env = setUnder(this.#env, name, value, runs);
    else if (shell.key !== undefined) this.#setOutput(`${shell.key}.${name}`, value, runs);
  }

  /** An output that is set only sometimes is what it was before in all other cases; one that nothing sets is empty. */
  #setOutput(name: string, value: Value, runs: Condition): void {
    const before = this.#outputs.get(name) ?? literal('', value.span);
    const options = [
      { when: runs, value },
      { when: ALWAYS, value: before },
    ];
    this.#outputs.set(name, runs.kind === 'always' ? value : choice(options, value.span));
  }

  async #call(command: Command): Promise<void> {
    const answer = readCommand(command, this.#context);
    const steps = answer instanceof Promise ? await answer : answer;
    if (steps === undefined) this.#add({ kind: 'other', ...plainFieldsOf(command) });
    else {
      this.#nested += 1;
      for (const step of steps) if (!this.#refuses(step, command)) await this.#follow(step);
      this.#nested -= 1;
    }
  }

  /** A command that a file which was called runs, as a shell does its scripts: it may lead back, or on and on. */
  #refuses(step: PlannedStep, from: Command): boolean {
    if (step.kind !== 'command') return false;
    this.#budget.commands -= 1;
    const limit =
      this.#nested > this.#limits.programs
        ? ({ why: `programs that run programs are nested more than ${this.#limits.programs} deep`, kind: 'limit' } as const)
        : step.via.length > from.via.length || this.#budget.commands < 0
          ? this.#refusalOfCalls(step.via)
          : undefined;
    if (limit === undefined) return false;
    this.#context.unread({ at: step.span, ...limit });
    this.#add({ kind: 'opaque', ...plainFieldsOf(step), what: 'a call that is not read' });
    return true;
  }
}

function mapEnv(env: Env, change: (value: Value) => Value): Env {
  return Env.of(env.entries().map(([name, value]) => [name, change(value)] as const));
}
