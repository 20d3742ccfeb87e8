import type { BuildFacts } from '../model/report.js';
import type { JsonPlace } from './json-place.js';
import type { ModelTree, TreeJob, TreeStep } from './model-tree.js';
import { inert, visible } from './visible.js';

/** The build-step model for people: a line for each pipeline, job and step, and below a step what is known of it. */
export function modelText(tree: ModelTree): string {
  const lines = tree.pipelines.flatMap(pipeline => [
    `${pipeline.path} (${pipeline.platform}${pipeline.root === '' ? '' : ` in ${pipeline.root}`}) on ${pipeline.events.join(', ')}`,
    ...pipeline.jobs.flatMap(job => jobLines(job, pipeline.path)),
    '',
  ]);
  if (tree.unread.length > 0) {
    lines.push(`Not read (${tree.unread.length}):`, ...tree.unread.map(({ why, place }) => `  ${placeText(place, '')} ${why}`), '');
  }
  return inert(lines.map(line => `${visible(line)}\n`).join(''));
}

function jobLines(job: TreeJob, path: string): readonly string[] {
  const title = `  job ${job.name} ${placeText(job.place, path)}${condition(job.runs)}`;
  const machine = inline(job.machine);
  return [
    title,
    ...(machine === '' ? [] : [`    machine: ${machine}`]),
    ...detailLines(job.details, '    '),
    ...job.steps.flatMap(step => stepLines(step, path)),
  ];
}

function stepLines(step: TreeStep, path: string): readonly string[] {
  const { script, ...details } = step.details;
  const folder = step.workingDirectory === '' ? '' : ` in ${step.workingDirectory ?? 'an unknown folder'}`;
  return [
    `    - ${step.kind} ${placeText(step.place, path)}${folder}${condition(step.runs)}`,
    ...(step.words === undefined ? [] : [`        words: ${step.words.map(valueText).join(' ')}`]),
    ...detailLines(details, '        '),
    ...(typeof script === 'string'
      ? script
          .replace(/\n$/, '')
          .split('\n')
          .map(line => `        | ${line}`)
      : []),
    ...(step.outcomes ?? []).map(facts => `        = ${factsText(facts)}`),
    ...step.calls.toReversed().map(call => `        called as ${call.callee} from ${placeText(call.place, path)}`),
  ];
}

function detailLines(details: Readonly<Record<string, unknown>>, indent: string): readonly string[] {
  return Object.entries(details).map(([name, detail]) => `${indent}${name}: ${plainText(detail)}`);
}

function inline(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, detail]) => `${name} ${plainText(detail)}`)
    .join(', ');
}

function plainText(detail: unknown): string {
  if (Array.isArray(detail)) return detail.map(plainText).join(', ');
  if (typeof detail !== 'object' || detail === null) return String(detail);
  if (isTreeValue(detail)) return valueText(detail);
  return `{ ${Object.entries(detail)
    .map(([name, one]) => `${name}: ${plainText(one)}`)
    .join(', ')} }`;
}

function isTreeValue(detail: object): detail is { text: string; known: boolean } {
  return 'text' in detail && 'known' in detail;
}

/** An empty value and one with spaces show where they end. */
function valueText({ text }: { readonly text: string }): string {
  return text === '' || /\s|"/.test(text) ? JSON.stringify(text) : text;
}

function factsText({ events, builder, cloud, output, platforms }: BuildFacts): string {
  const ground = cloud === true ? ' (cloud)' : cloud === undefined ? ' (cloud or not, unknown)' : '';
  const parts = [`builder ${builder ?? 'unknown'}${ground}`, `output ${output.join(', ') || 'unknown'}`];
  if (platforms === undefined) parts.push('platforms unknown');
  else if (platforms.length > 0) parts.push(`platforms ${platforms.join(', ')}`);
  return `on ${events.join(', ')}: ${parts.join('; ')}`;
}

function condition(runs: string): string {
  return runs === 'always' ? '' : ` if ${runs}`;
}

/** Line and column, with the path where it is another than the pipeline's. */
function placeText({ path, line, column }: JsonPlace, own: string): string {
  return `${path === own ? '' : `${path}:`}${line}:${column}`;
}
