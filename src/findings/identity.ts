import type { Finding } from '../model/finding.js';
import type { ExpandedJob } from '../model/pipeline.js';
import type { Step } from '../model/step.js';
import { type Part, type Value, valueText } from '../model/value.js';
import { fnv1a, SEEDS } from './hash.js';

/** What a finding is known by, but for its index among equals. */
export function identityParts(
  finding: Pick<Finding, 'pipelineFile' | 'platform' | 'rule'>,
  job: ExpandedJob,
  step: Step | undefined,
  subject = '',
): string {
  const parts = [finding.pipelineFile, finding.platform, ...job.path, step === undefined ? '' : stepName(step), finding.rule, subject];
  return parts.join('\0');
}

/** Hashed, because a command may hold what no report shows. */
export function identityOf(parts: string, indexAmongEquals: number): string {
  return `v1:${fingerprint(`${parts}\0${indexAmongEquals}`)}`;
}

/** What stays the same when lines move: the step's key, the component it uses, or its command. */
function stepName(step: Step): string {
  if (step.key !== undefined) return `key ${step.key}`;
  if (step.component !== undefined) return `uses ${step.component.name} ${step.name ?? ''}`;
  const words = step.words?.map(wordText).join(' ').replace(/\s+/g, ' ');
  return words ?? `${step.kind} ${step.name ?? ''}`;
}

/** What a command prints is named by the place of that command, which moves: here it is only that. */
export function wordText(value: Value): string {
  return valueText(withoutPlaces(value));
}

function withoutPlaces(value: Value): Value {
  const parts = value.parts.map((part): Part => {
    if (part.kind === 'choice') return { ...part, options: part.options.map(one => ({ ...one, value: withoutPlaces(one.value) })) };
    if (part.kind !== 'reference' || part.to.scope !== 'output' || !/:\d/.test(part.to.name)) return part;
    return { ...part, to: { ...part.to, name: 'printed' } };
  });
  return { ...value, parts };
}

/** 64 bits by FNV-1a over two seeds: enough to tell findings apart, without loading a crypto library at each start. */
function fingerprint(text: string): string {
  return SEEDS.map(seed => fnv1a(text, seed).toString(16).padStart(8, '0')).join('');
}
