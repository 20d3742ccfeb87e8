import type { Finding } from '../../src/model/finding.js';
import type { Outline } from '../../src/model/outline.js';
import type { Report, Summary } from '../../src/model/report.js';
import type { RuleInfo } from '../../src/model/rule-info.js';
import type { FormatOptions } from '../../src/report/formatter.js';
import { type SourceFile, type Span, span } from '../../src/source/file.js';

/** The place of a text in a file: its only occurrence, or the one with the given number from 0. */
export function at(file: SourceFile, text: string, occurrence = 0): Span {
  let start = -1;
  for (let count = 0; count <= occurrence; count++) start = file.text.indexOf(text, start + 1);
  if (start === -1) throw new Error(`no "${text}" in ${file.path}`);
  return span(file, start, start + text.length);
}

export function finding(place: Span, rest: Partial<Finding> = {}): Finding {
  return {
    rule: 'login-missing',
    severity: 'error',
    at: place,
    message: 'The build runs before anything signs in. Sign in first.',
    related: [],
    platform: 'github-actions',
    pipelineFile: place.file.path,
    via: [],
    identity: `1:${place.file.path}:login-missing:0`,
    ...rest,
  };
}

export function outline(file: SourceFile): Outline {
  return { platform: 'github-actions', file, jobs: [], files: [file] };
}

export const RULES: readonly RuleInfo[] = [
  {
    id: 'literal-credential',
    summary: 'Keep credentials out of the files',
    severity: 'error',
    category: 'secrets',
    practice: 'https://docs.docker.com/build-cloud/ci/',
  },
  {
    id: 'login-missing',
    summary: 'Sign in to Docker Hub before you build on Build Cloud',
    severity: 'error',
    category: 'authentication',
    practice: 'https://docs.docker.com/build-cloud/ci/',
  },
];

export function report(findings: readonly Finding[], rest: Partial<Omit<Report, 'summary'>> & { summary?: Partial<Summary> } = {}): Report {
  const { summary, ...others } = rest;
  return {
    findings,
    silenced: [],
    unread: [],
    files: [],
    builds: [],
    rules: RULES,
    secrets: [],
    summary: {
      files: 1,
      filesPassedOver: 0,
      jobs: 1,
      builds: 1,
      buildsOnCloud: 1,
      buildsElsewhere: 0,
      buildsUnknown: 0,
      builders: { cloud: 1 },
      suppressed: 0,
      baselined: 0,
      checksAdoption: false,
      ...summary,
    },
    ...others,
  };
}

export const OPTIONS: FormatOptions = { colour: false, version: '1.2.3' };
