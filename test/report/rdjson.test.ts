import { Ajv } from 'ajv';
import test from 'ava';
import type { Fix } from '../../src/model/finding.js';
import type { Report } from '../../src/model/report.js';
import { type Diagnostic, type DiagnosticResult, formatRdjson } from '../../src/report/rdjson.js';
import { SourceFile, span } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

const position = { type: 'object', additionalProperties: false, properties: { line: positive(), column: positive() } };
const range = { type: 'object', required: ['start'], additionalProperties: false, properties: { start: position, end: position } };

function positive() {
  return { type: 'integer', minimum: 1 };
}

/** reviewdog refuses a field it does not know: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto */
const validate = new Ajv().compile({
  type: 'object',
  required: ['diagnostics'],
  additionalProperties: false,
  properties: {
    source: { type: 'object', additionalProperties: false, properties: { name: { type: 'string' }, url: { type: 'string' } } },
    diagnostics: {
      type: 'array',
      items: {
        type: 'object',
        required: ['message', 'location'],
        additionalProperties: false,
        properties: {
          message: { type: 'string', minLength: 1 },
          location: {
            type: 'object',
            required: ['path'],
            additionalProperties: false,
            properties: { path: { type: 'string' }, range },
          },
          severity: { enum: ['ERROR', 'WARNING', 'INFO'] },
          code: { type: 'object', additionalProperties: false, properties: { value: { type: 'string' }, url: { type: 'string' } } },
          suggestions: {
            type: 'array',
            items: { type: 'object', required: ['range'], additionalProperties: false, properties: { range, text: { type: 'string' } } },
          },
        },
      },
    },
  },
});

const SCRIPT = new SourceFile('ci/build.sh', 'echo 日本👍 && docker build \\\n  --push .\n');

function diagnostics(data: Report): readonly Diagnostic[] {
  const parsed: unknown = JSON.parse(formatRdjson(data, OPTIONS));
  if (!validate(parsed)) throw new Error(JSON.stringify(validate.errors));
  return (parsed as DiagnosticResult).diagnostics;
}

const fixWith = (...edits: Fix['edits']): Fix => ({ title: 'Mend it', safe: true, edits });

test('a finding is a diagnostic with its rule, and nothing found is none', t => {
  t.deepEqual(diagnostics(report([])), []);
  const found = finding(at(SCRIPT, '--push'), { pipelineFile: 'ci.yml', job: 'image' });
  t.deepEqual(diagnostics(report([found])), [
    {
      message: `${found.message}\nruns in job image of ci.yml`,
      location: { path: 'ci/build.sh', range: { start: { line: 2, column: 3 }, end: { line: 2, column: 9 } } },
      severity: 'ERROR',
      code: { value: 'login-missing', url: 'https://docs.docker.com/build-cloud/ci/' },
    },
  ]);
});

test('severities', t => {
  const all = (['error', 'warning', 'note'] as const).map(severity => finding(at(SCRIPT, 'docker'), { severity }));
  t.deepEqual(
    diagnostics(report(all)).map(({ severity }) => severity),
    ['ERROR', 'WARNING', 'INFO'],
  );
});

test('columns count bytes of UTF-8', t => {
  const [diagnostic] = diagnostics(report([finding(at(SCRIPT, 'docker'))]));
  // `echo ` is 5 bytes, each of the two characters 3, the picture 4, ` && ` 4
  t.deepEqual(diagnostic?.location.range, { start: { line: 1, column: 20 }, end: { line: 1, column: 26 } });
});

test('the edits of a fix are one suggestion, with the source between them', t => {
  const insertion = { span: span(SCRIPT, SCRIPT.text.indexOf(' build'), SCRIPT.text.indexOf(' build')), text: ' buildx' };
  const deletion = { span: at(SCRIPT, '--push '), text: '' };
  const [diagnostic] = diagnostics(report([finding(at(SCRIPT, 'docker'), { fix: fixWith(deletion, insertion) })]));
  t.deepEqual(diagnostic?.suggestions, [
    { range: { start: { line: 1, column: 26 }, end: { line: 2, column: 10 } }, text: ' buildx build \\\n  ' },
  ]);
});

test('no suggestion where a fix changes another file, or would carry a credential', t => {
  const elsewhere = { span: span(new SourceFile('other.sh', 'x'), 0, 1), text: 'y' };
  const here = { span: at(SCRIPT, 'docker'), text: 'podman' };
  t.is(diagnostics(report([finding(at(SCRIPT, 'docker'), { fix: fixWith(here, elsewhere) })]))[0]?.suggestions, undefined);
  const secret = new SourceFile('a.sh', 'first correct-horse-battery last');
  const around = fixWith({ span: at(secret, 'first'), text: '1' }, { span: at(secret, 'last'), text: '2' });
  const data = report([finding(at(secret, 'first'), { fix: around })], { secrets: [at(secret, 'correct-horse-battery')] });
  t.is(diagnostics(data)[0]?.suggestions, undefined);
  t.false(formatRdjson(data, OPTIONS).includes('correct-horse'));
});
