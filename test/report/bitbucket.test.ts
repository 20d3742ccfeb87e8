import { Ajv } from 'ajv';
import test from 'ava';
import type { Report } from '../../src/model/report.js';
import { type BitbucketInsights, formatBitbucket } from '../../src/report/bitbucket.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

/** What Bitbucket's API takes: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/ */
const validate = new Ajv().compile({
  type: 'object',
  required: ['report', 'annotations'],
  additionalProperties: false,
  properties: {
    report: {
      type: 'object',
      required: ['title', 'details', 'report_type', 'result'],
      properties: {
        title: { type: 'string', minLength: 1 },
        details: { type: 'string', minLength: 1, maxLength: 2000 },
        reporter: { type: 'string' },
        report_type: { enum: ['SECURITY', 'COVERAGE', 'TEST', 'BUG'] },
        result: { enum: ['PASSED', 'FAILED', 'PENDING'] },
        data: {
          type: 'array',
          maxItems: 6,
          items: {
            type: 'object',
            required: ['title', 'type', 'value'],
            properties: { type: { const: 'NUMBER' }, value: { type: 'number' } },
          },
        },
      },
    },
    annotations: {
      type: 'array',
      maxItems: 10,
      items: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          type: 'object',
          required: ['external_id', 'annotation_type', 'summary', 'severity'],
          properties: {
            external_id: { type: 'string', pattern: '^dbc-lint-' },
            annotation_type: { enum: ['VULNERABILITY', 'CODE_SMELL', 'BUG'] },
            summary: { type: 'string', minLength: 1, maxLength: 450 },
            details: { type: 'string', maxLength: 2000 },
            severity: { enum: ['HIGH', 'MEDIUM', 'LOW', 'CRITICAL'] },
            path: { type: 'string', pattern: '^(?!\\.?/)' },
            line: { type: 'integer', minimum: 1 },
            link: { type: 'string', pattern: '^https://' },
          },
        },
      },
    },
  },
});

const SCRIPT = new SourceFile('ci/build.sh', 'set -e\ndocker buildx build .\n');

function insights(data: Report): BitbucketInsights {
  const parsed: unknown = JSON.parse(formatBitbucket(data, OPTIONS));
  if (!validate(parsed)) throw new Error(JSON.stringify(validate.errors));
  return parsed as BitbucketInsights;
}

test('nothing found is a report that passed, without a request for annotations', t => {
  const { report: body, annotations } = insights(report([]));
  t.is(body.result, 'PASSED');
  t.is(body.details, '1 CI file, 1 job, 1 build: 1 on Build Cloud.');
  t.deepEqual(annotations, []);
});

test('a finding is an annotation at its line, with what belongs to it and the documented practice', t => {
  const found = finding(at(SCRIPT, 'docker'), { pipelineFile: 'ci.yml', job: 'image' });
  const { report: body, annotations } = insights(report([found]));
  t.is(body.result, 'FAILED');
  const { external_id, ...rest } = annotations[0]?.[0] ?? { external_id: '' };
  t.regex(external_id, /^dbc-lint-[0-9a-f]{64}$/);
  t.deepEqual(rest, {
    title: 'dbc-lint: login-missing',
    annotation_type: 'BUG',
    summary: found.message,
    details: `${found.message}\nruns in job image of ci.yml`,
    severity: 'HIGH',
    path: 'ci/build.sh',
    line: 2,
    link: 'https://docs.docker.com/build-cloud/ci/',
  });
});

test('severities and types; notes alone do not fail a report', t => {
  const of = (severity: 'error' | 'warning' | 'note', rule = 'login-missing') => finding(at(SCRIPT, 'docker'), { severity, rule });
  const { annotations } = insights(report([of('error'), of('warning'), of('note'), of('warning', 'literal-credential')]));
  t.deepEqual(
    annotations[0]?.map(({ severity, annotation_type }) => `${severity} ${annotation_type}`),
    ['HIGH BUG', 'MEDIUM CODE_SMELL', 'MEDIUM VULNERABILITY', 'LOW CODE_SMELL'],
  );
  t.is(insights(report([of('note')])).report.result, 'PASSED');
});

test('a request brings a hundred, a report a thousand, the worst first; what is left out is told', t => {
  const many = Array.from({ length: 1005 }, (_, index) => finding(at(SCRIPT, 'docker'), { severity: index < 5 ? 'note' : 'error' }));
  const { report: body, annotations } = insights(report(many));
  t.deepEqual(
    annotations.map(request => request.length),
    Array(10).fill(100),
  );
  t.true(annotations.flat().every(({ severity }) => severity === 'HIGH'));
  t.is(new Set(annotations.flat().map(({ external_id }) => external_id)).size, 1000);
  t.regex(body.details, / 5 findings more: Bitbucket takes 1000 for a report\.$/);
});

test('long texts are cut to what Bitbucket takes', t => {
  const [annotation] = insights(report([finding(at(SCRIPT, 'docker'), { message: 'x'.repeat(3000) })])).annotations.flat();
  t.is(annotation?.summary, `${'x'.repeat(449)}…`);
  t.is(annotation?.details.length, 2000);
});
