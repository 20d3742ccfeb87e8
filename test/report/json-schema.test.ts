import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { rules } from '../../rules/index.js';
import { lint } from '../../src/lint.js';
import type { Report } from '../../src/model/report.js';
import { formatJson } from '../../src/report/json.js';
import { formatJsonl } from '../../src/report/jsonl.js';
import { SourceFile } from '../../src/source/file.js';
import { foldersIn, projectIn, top } from '../support/fixtures.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

type Schema = { [key: string]: unknown };

const SCHEMA = JSON.parse(readFileSync(join(top, 'src/report/report.schema.json'), 'utf8')) as Schema;

/** The schema, refusing every key that it does not describe: what is written is described. Readers ignore such keys. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isObject = 'properties' in schema && 'description' in schema;
  return isObject && !('additionalProperties' in schema) ? { ...inside, unevaluatedProperties: false } : inside;
}

const validate = new Ajv2020({ allowUnionTypes: true }).compile(closed(SCHEMA) as Schema);
const validateLine = new Ajv2020({ allowUnionTypes: true }).compile({ $defs: SCHEMA.$defs, $ref: '#/$defs/line' });

const SCRIPT = new SourceFile('build.sh', 'set -e\ndocker build .\n');
const FULL = report(
  [
    finding(at(SCRIPT, 'docker'), {
      job: 'image',
      related: [{ at: at(SCRIPT, 'set'), message: 'started here' }],
      via: [{ at: at(SCRIPT, 'build'), callee: 'build()' }],
      fix: { title: 'Mend it', safe: true, edits: [{ span: at(SCRIPT, 'docker'), text: 'podman' }] },
    }),
  ],
  { unread: [{ at: at(SCRIPT, 'set'), why: 'only a run would tell', kind: 'dynamic' }] },
);

async function realReports(): Promise<readonly Report[]> {
  return Promise.all(foldersIn('fixtures/projects').map(name => lint(projectIn(`fixtures/projects/${name}`), rules)));
}

test('every report is as the published schema says, with nothing in it that the schema does not describe', async t => {
  for (const data of [FULL, report([]), ...(await realReports())]) {
    t.true(validate(JSON.parse(formatJson(data, OPTIONS))), JSON.stringify(validate.errors));
    for (const line of formatJsonl(data, OPTIONS).trimEnd().split('\n')) {
      t.true(validateLine(JSON.parse(line)), `${line} ${JSON.stringify(validateLine.errors)}`);
    }
  }
});

test('a report without one of its keys is refused', t => {
  const whole = JSON.parse(formatJson(FULL, OPTIONS)) as Schema;
  let tried = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    const object = value as Schema;
    for (const [key, held] of Object.entries(object)) {
      visit(held);
      if (object === (whole.summary as Schema).builders) continue;
      delete object[key];
      t.false(validate(whole), `without ${key}`);
      object[key] = held;
      tried++;
    }
  };
  visit(whole);
  t.true(tried > 50, `${tried} keys`);
  t.true(validate(whole), 'it is whole again');
});

test('every key is described', t => {
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && !Array.isArray(value)) {
        for (const [name, property] of Object.entries(value as Schema)) {
          t.true('description' in (property as Schema) || '$ref' in (property as Schema), `${path}/${name}`);
        }
      }
      visit(value, `${path}/${key}`);
    }
  };
  visit(SCHEMA, '');
  t.pass();
});
