import type { CodeFlow, Fix, Location, Result, Suppression, ThreadFlowLocation } from 'sarif';
import type { Finding, Silenced } from '../model/finding.js';
import type { SourceFile, Span } from '../source/file.js';
import { lineHashes } from './fingerprint.js';
import { carriesWhole, type Redactor } from './redact.js';
import { type Artifacts, firstLineOf, regionOf } from './sarif-places.js';
import { visible } from './visible.js';

/** Shown by code scanning of one result. */
const MOST_RELATED = 100;
const MOST_CALLS = 1_000;

export interface ResultContext {
  readonly redactor: Redactor;
  readonly artifacts: Artifacts;
  readonly ruleIndex: ReadonlyMap<string, number>;
}

export function resultFor(finding: Finding, context: ResultContext): Result {
  const { artifacts, redactor, ruleIndex } = context;
  const at = firstLineOf(finding.at);
  const identity = redactor.text(finding.identity);
  const related = finding.related.slice(0, MOST_RELATED);
  const index = ruleIndex.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: finding.severity,
    message: {
      text: messageText(
        safe(finding.message, context),
        related.map(({ message }) => safe(message, context)),
      ),
    },
    locations: [{ physicalLocation: artifacts.placeWithSource(at), ...logicalLocation(finding, context) }],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((place, number) => relatedLocation(place, number + 1, context)) }),
    ...(finding.via.length === 0 ? {} : { codeFlows: [codeFlow(finding, at, context)] }),
    partialFingerprints: { primaryLocationLineHash: lineHash(at), 'dbcLint/v1': identity },
    fingerprints: { 'dbcLint/v1': identity },
    ...(finding.fix === undefined || !carriesWhole(finding.fix, redactor) ? {} : { fixes: [fixFor(finding.fix, context)] }),
    properties: { platform: finding.platform, pipeline: safe(finding.pipelineFile, context) },
  };
}

/**
 * Related places are linked only where the message names them: `[signed in here](1)`. Brackets of the message that would read as such a
 * link are escaped (SARIF 2.1.0, 3.11.6).
 */
function messageText(message: string, related: readonly string[]): string {
  const pieces = message.split(']');
  const text = pieces.map((piece, index) => (pieces[index + 1]?.startsWith('(') ? piece.replaceAll('[', '\\[') : piece)).join(']');
  if (related.length === 0) return text;
  const links = related.map((clause, index) => `[${clause.replace(/[[\]\\]/g, '\\$&')}](${index + 1})`);
  return `${text} See: ${links.join(', ')}.`;
}

function logicalLocation({ job }: Finding, context: ResultContext): Pick<Location, 'logicalLocations'> {
  return job === undefined ? {} : { logicalLocations: [{ name: safe(job, context), kind: 'job' }] };
}

function relatedLocation({ at, message }: Finding['related'][number], id: number, context: ResultContext): Location {
  return { id, physicalLocation: context.artifacts.placeWithSource(firstLineOf(at)), message: { text: safe(message, context) } };
}

/** The way from the CI file to the place, a step for each call. */
function codeFlow(finding: Finding, at: Span, context: ResultContext): CodeFlow {
  const step = (place: Span, text: string, nestingLevel: number): ThreadFlowLocation => {
    return { location: { physicalLocation: context.artifacts.placeWithSource(place), message: { text } }, nestingLevel };
  };
  const calls = finding.via
    .slice(0, MOST_CALLS)
    .map((call, level) => step(firstLineOf(call.at), `calls ${safe(call.callee, context)}`, level));
  return { threadFlows: [{ locations: [...calls, step(at, safe(finding.message, context), calls.length)] }] };
}

function fixFor(fix: NonNullable<Finding['fix']>, { artifacts, redactor }: ResultContext): Fix {
  const changes = new Map<SourceFile, Fix['artifactChanges'][number]>();
  for (const { span, text } of fix.edits) {
    const change = changes.get(span.file) ?? { artifactLocation: artifacts.locationOf(span.file), replacements: [] };
    change.replacements.push({ deletedRegion: regionOf(span), ...(text === '' ? {} : { insertedContent: { text } }) });
    changes.set(span.file, change);
  }
  return { description: { text: `${visible(redactor.text(fix.title))}.` }, artifactChanges: [...changes.values()] };
}

export function suppressionFor({ by, reason }: Silenced, context: ResultContext): Suppression {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason !== undefined && { justification: safe(reason, context) }),
  };
}

const HASHES = new WeakMap<SourceFile, readonly string[]>();

function lineHash(at: Span): string {
  let hashes = HASHES.get(at.file);
  if (hashes === undefined) {
    hashes = lineHashes(at.file);
    HASHES.set(at.file, hashes);
  }
  return hashes[at.file.position(at.start).line - 1] ?? '';
}

function safe(text: string, { redactor }: ResultContext): string {
  return visible(redactor.text(text));
}
