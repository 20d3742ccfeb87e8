import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DiskProject } from '../cli/disk.js';
import { discover } from '../discover.js';
import { layered } from '../job-env.js';
import { ALWAYS } from '../model/condition.js';
import { Env } from '../model/env.js';
import { PipelineRoom } from '../model/limits.js';
import type { Job, Pipeline } from '../model/pipeline.js';
import { isPosixLike } from '../model/shell.js';
import type { Shell } from '../model/step.js';
import { known, type Value } from '../model/value.js';
import { platforms } from '../platforms/index.js';
import type { Project } from '../project/project.js';
import { claimsOf } from './claims.js';

/*
 * npm run compare-with-bash -- RECORDER FOLDER…: what the model claims of the scripts in strangers' CI files against what bash does with
 * them. FOLDER holds small repositories. RECORDER runs `RECORDER SCRIPT` in a sandbox of its own and prints each call of an outside
 * program as a JSON array; it takes variables from RECORD_ENV. Nothing of the scripts is run in any other way.
 */

interface Tried {
  readonly script: Shell;
  readonly text: string;
  readonly where: string;
  readonly planned: Pipeline;
  readonly project: Project;
}

interface Counts {
  scripts: number;
  ended: number;
  claimed: number;
  confirmed: number;
  contradicted: number;
  /** calls that were made and that the model does not have in any form */
  unforeseen: number;
}

/**
 * The folders that scripts go to, the files they read and most programs are not in the sandbox. They are made, or taken to work, so that
 * `cd app && cmake . && docker build - <file` goes on.
 */
function prelude(text: string): string {
  const files = [...text.matchAll(/(?<![<0-9])<\s*([\w.-][\w./-]*)/g)].map(([, path = '']) => path);
  const made = files.map(path => `mkdir -p -- "$(dirname -- '${path}')" 2>/dev/null; : 2>/dev/null >>'${path}'`);
  return [
    'command_not_found_handle() { return 0; }',
    'travis_retry() { "$@"; }',
    'travis_wait() { [[ $1 == [0-9]* ]] && shift; "$@"; }',
    'cd() { mkdir -p -- "${@: -1}" 2>/dev/null; builtin cd "$@"; }',
    ...made,
    '',
  ].join('\n');
}

/** A call behind the script: where it is recorded, the script ran to its end. */
const END = 'reached-the-end-of-the-script';

const run = promisify(execFile);
async function compare(recorderPath: string, from: readonly string[]): Promise<void> {
  const box = mkdtempSync(join(tmpdir(), 'compare-with-bash-'));
  const examples: string[] = [];
  const rows = [
    '| folder | scripts | ran to the end | calls claimed | confirmed | contradicted | made and not foreseen |',
    '|---|--:|--:|--:|--:|--:|--:|',
  ];
  try {
    for (const folder of from) {
      const queue = [...(await scriptsIn(folder))];
      const counts: Counts = { scripts: 0, ended: 0, claimed: 0, confirmed: 0, contradicted: 0, unforeseen: 0 };
      const worker = async (name: string): Promise<void> => {
        for (let tried = queue.pop(); tried !== undefined; tried = queue.pop()) await tryOne(tried, join(box, name), counts);
      };
      await Promise.all(cpus().map((_, index) => worker(`script-${index}.sh`)));
      const { scripts, ended, claimed, confirmed, contradicted, unforeseen } = counts;
      rows.push(`| ${folder} | ${scripts} | ${ended} | ${claimed} | ${confirmed} | ${contradicted} | ${unforeseen} |`);
    }
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
  console.log([...rows, '', ...examples].join('\n'));

  async function tryOne(tried: Tried, path: string, counts: Counts): Promise<void> {
    const { calls, foresees } = await claimsOf(tried.planned, tried.project);
    const claimed = calls.filter(isComparable);
    writeFileSync(path, `${prelude(tried.text)}${tried.text}\nwait\ncurl ${END}\n`);
    const made = await recordedCalls(recorderPath, path, variablesFor(tried));
    const ended = made.some(([, word]) => word === END);
    counts.scripts += 1;
    counts.ended += ended ? 1 : 0;
    counts.claimed += claimed.length;
    for (const call of made) {
      if (!isComparable(call) || call[1] === END || foresees(call)) continue;
      counts.unforeseen += 1;
      examples.push(`${tried.where}: not foreseen: ${JSON.stringify(call)}`);
    }
    const left = made.map(call => JSON.stringify(call));
    for (const call of claimed) {
      const at = left.indexOf(JSON.stringify(call));
      if (at >= 0) {
        left.splice(at, 1);
        counts.confirmed += 1;
      } else if (ended) {
        // A script that stopped on its way says nothing about what stands behind.
        counts.contradicted += 1;
        examples.push(`${tried.where}: ${JSON.stringify(call)}`);
      }
    }
  }
}

/** Programs that the recorder has a stand-in for. */
const RECORDED =
  /^(docker|docker-compose|docker-buildx|buildx|podman|curl|wget|jq|apk|apt|apt-get|yum|dnf|git|aws|gcloud|az|kubectl|helm|npm|npx|yarn|pnpm|node|make|tar|unzip|uname|sleep|trivy|cosign)$/;

/** Unquoted patterns stand in words as they are written; the shell may find files for them. */
function isComparable([program = '', ...words]: readonly string[]): boolean {
  return RECORDED.test(program) && !words.some(word => /[*?[]/.test(word));
}

async function recordedCalls(recorderPath: string, path: string, variables: string): Promise<readonly (readonly string[])[]> {
  const { stdout } = await run(recorderPath, [path], { env: { ...process.env, RECORD_ENV: variables }, maxBuffer: 2 ** 26 });
  return stdout.split('\n').flatMap(line => {
    try {
      const call: unknown = JSON.parse(line);
      return Array.isArray(call) ? [call.map(word => String(word).replaceAll(/(^|[=:])\/root(?=\/|$)/g, '$1~'))] : [];
    } catch {
      return [];
    }
  });
}

/** All shell texts of a folder's pipelines, each text once. */
async function scriptsIn(folder: string): Promise<readonly Tried[]> {
  const found = new Map<string, Tried>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const project = new DiskProject(resolve(folder, entry.name));
    for (const { platform, file, root } of discover(project, project.paths, platforms).claims) {
      const reader = await platform.load();
      for (const pipeline of reader.read(file, root, project, new PipelineRoom())) {
        for (const job of pipeline.jobs)
          for (const step of job.steps) {
            if (step.kind !== 'shell' || !isPosixLike(step.dialect) || step.continues) continue;
            const tried = triedOf(step, job, pipeline, project, `${entry.name} ${file.path}:${file.position(step.span.start).line}`);
            if (!found.has(tried.text)) found.set(tried.text, tried);
          }
      }
    }
  }
  return [...found.values()];
}

/** A script on its own: always run, with its job's variables, and with text in place of what the CI system would put in. */
function triedOf(step: Shell, job: Job, pipeline: Pipeline, project: Project, where: string): Tried {
  const script: Shell = { ...step, runs: ALWAYS, tolerated: false };
  const planned = { ...pipeline, jobs: [{ ...job, steps: [script] }] };
  let text = step.script.text.value;
  for (const hole of [...step.script.holes].sort((a, b) => b.start - a.start)) {
    text = text.slice(0, hole.start) + (known(hole.value) ?? 'template') + text.slice(hole.end);
  }
  return { script, text, where, planned, project };
}

/** Variables a script may find: its own, and stand-ins for what the files do not tell but the script asks for. */
function variablesFor({ script, text, planned }: Tried): string {
  const variables = new Map<string, string>();
  for (const [, name] of text.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g))
    if (name !== undefined && !OWN.has(name)) variables.set(name, `value-of-${name}`);
  for (const name of ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_PATH', 'BASH_ENV']) variables.delete(name);
  const env = layered(layered(Env.empty, planned.jobs[0]?.env ?? Env.empty), script.env);
  for (const [name, value] of env.entries()) variables.set(name, textOf(value));
  for (const name of OWN) variables.delete(name);
  const files = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_PATH'].map(name => `${name}=/tmp/box/work/${name}`);
  return [...[...variables].filter(([, value]) => !value.includes('\n')).map(([name, value]) => `${name}=${value}`), ...files].join('\n');
}

/** A value with text in place of what the files do not tell. */
function textOf({ parts }: Value): string {
  const texts = parts.map(part => {
    if (part.kind === 'literal') return part.text;
    if (part.kind === 'reference') return `value-of-${part.to.name}`;
    const first = part.kind === 'choice' ? part.options[0] : undefined;
    return first === undefined ? 'value' : textOf(first.value);
  });
  return texts.join('');
}

/** Variables that the sandbox and the shell set for themselves. */
const OWN: ReadonlySet<string> = new Set([
  'HOME',
  'PATH',
  'PWD',
  'OLDPWD',
  'IFS',
  'SHELL',
  'RANDOM',
  'UID',
  'BASH',
  'BASH_SOURCE',
  'BASH_REMATCH',
  'LANG',
]);

const [recorder, ...folders] = process.argv.slice(2);
if (recorder === undefined || folders.length === 0) {
  console.error('usage: npm run compare-with-bash -- RECORDER FOLDER…');
  process.exitCode = 2;
} else await compare(resolve(recorder), folders);
