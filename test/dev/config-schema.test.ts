import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import test from 'ava';
import { VOCABULARY } from '../../src/cli/configured.js';
import { ConfigError, DocumentReader } from '../../src/config/document.js';
import { SourceFile } from '../../src/source/file.js';
import { top } from '../support/fixtures.js';

const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(top, 'rules/config.schema.json'), 'utf8')));

const texts: readonly (readonly [right: boolean, text: string])[] = [
  [true, '{}'],
  [true, '{ "preset": "strict", "rules": { "login-missing": "off", "load-then-push": "error" }, "failOn": "never" }'],
  [true, '{ "overrides": [{ "files": ["a/**"], "platforms": ["jenkins"], "rules": { "login-missing": "note" } }] }'],
  [true, '{ "extends": ["./a.yaml", "b"], "persistentAgents": { "jenkins": true }, "ignoreComments": { "never": ["login-missing"] } }'],
  [false, '{ "rules": { "login-mising": "off" } }'],
  [false, '{ "rules": { "login-missing": "warn" } }'],
  [false, '{ "rules": { "login-missing": ["error", { "x": 1 }] } }'],
  [false, '{ "ignore": ["../a"] }'],
  [false, '{ "ignore": ["!a"] }'],
  [false, '{ "platforms": { "jenkin": ["a"] } }'],
  [false, '{ "x": 1 }'],
  [false, '[]'],
];

for (const [right, text] of texts) {
  test(`the published schema and the command agree: ${text} is ${right ? 'right' : 'wrong'}`, t => {
    t.is(validate(JSON.parse(text)), right);
    const read = () => new DocumentReader(VOCABULARY).read(new SourceFile('.dbc-lintrc.json', text));
    if (right) t.notThrows(read);
    else t.throws(read, { instanceOf: ConfigError });
  });
}
