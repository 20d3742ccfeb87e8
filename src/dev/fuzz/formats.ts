import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';
import type { FormatName } from '../../report/index.js';

/** Formats that are JSON as a whole, or a line each, and those that are XML. */
const JSON_WHOLE: ReadonlySet<FormatName> = new Set(['json', 'sarif', 'gitlab', 'bitbucket', 'rdjson']);
const JSON_LINES: ReadonlySet<FormatName> = new Set(['jsonl']);
const XML: ReadonlySet<FormatName> = new Set(['junit', 'checkstyle']);

/** A control character that a terminal or a parser of XML would act on. */
const HARMFUL = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;

/**
 * Checks that a report is what its format says: well-formed, valid by the schema where there is one, and harmless where it is shown.
 * @throws an error that says what does not hold
 */
export function checkFormat(name: FormatName, text: string): void {
  const harmful = HARMFUL.exec(text);
  if (harmful !== null) throw new Error(`${name} lets U+${harmful[0].charCodeAt(0).toString(16)} through`);
  if (XML.has(name)) checkXml(text);
  if (JSON_WHOLE.has(name)) checkSchema(name, JSON.parse(text));
  if (JSON_LINES.has(name)) for (const line of text.trimEnd().split('\n')) checkSchema(name, JSON.parse(line));
}

function checkXml(text: string): void {
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.write(text).close();
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const ownSchema = JSON.parse(readFileSync(new URL('../../../../src/report/report.schema.json', import.meta.url), 'utf8'));
const validators = new Map([
  ['json', ajv.compile(ownSchema)],
  ['jsonl', ajv.compile({ $defs: ownSchema.$defs, $ref: '#/$defs/line' })],
  ['sarif', ajv.compile(sarifSchema())],
]);

/** Microsoft's validator brings the schema, in its package for the system at hand; where there is none, SARIF need only be JSON. */
function sarifSchema(): AnySchema {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform as string];
  try {
    const path = createRequire(import.meta.url).resolve(`@microsoft/sarif-multitool-${system}/sarif-2.1.0.json`);
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function checkSchema(name: FormatName, data: unknown): void {
  const validate = validators.get(name);
  if (validate === undefined || validate(data)) return;
  const [error] = validate.errors ?? [];
  throw new Error(`${name} is not valid by its schema: ${error?.instancePath} ${error?.message}`);
}
