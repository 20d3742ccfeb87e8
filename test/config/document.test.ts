import test from 'ava';
import { type ConfigDocument, ConfigError, DocumentReader } from '../../src/config/document.js';
import type { Vocabulary } from '../../src/config/vocabulary.js';
import { SourceFile } from '../../src/source/file.js';

const VOCABULARY: Vocabulary = {
  rules: [
    { id: 'login-missing', summary: 'Sign in', severity: 'error' },
    { id: 'registry-not-allowed', summary: 'Push where you may', severity: 'warning', defaults: { registries: ['docker.io'], most: 3 } },
  ],
  platforms: ['jenkins', 'gitlab-ci'],
};

function read(text: string, path = '.dbc-lintrc.yaml', key?: string): ConfigDocument | undefined {
  return new DocumentReader(VOCABULARY).read(new SourceFile(path, text), key);
}

/** `line:column message` of each problem. */
function problemsOf(text: string, path?: string): readonly string[] {
  try {
    read(text, path);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ at, message }) => {
      const { line, column } = at.file.position(at.start);
      return `${line}:${column} ${message}`;
    });
  }
}

const wrong: readonly (readonly [text: string, ...problems: string[]])[] = [
  ['rulez: {}', "1:1 There is no key 'rulez'. Did you mean 'rules'?"],
  ['preset: strikt', "1:9 There is no preset 'strikt'. Did you mean 'strict'? Take one of: recommended, strict, adopt."],
  ['rules:\n  login-mising: off', "2:3 There is no rule 'login-mising'. Did you mean 'login-missing'?"],
  ['rules:\n  login-missing: warn', "2:18 There is no severity 'warn'. Did you mean 'warning'? Take one of: off, note, warning, error."],
  ['rules: [login-missing]', '1:8 A map is expected here.'],
  [
    'rules:\n  registry-not-allowed: [error, { registrys: [] }]',
    "2:35 There is no option of registry-not-allowed 'registrys'. Did you mean 'registries'?",
  ],
  ['rules:\n  registry-not-allowed: [error, { most: -1 }]', "2:41 'most' is a number that is not negative."],
  ['ignore: ["!a"]', "1:10 A glob cannot begin with '!'. Name what is meant, or use an override."],
  ['ignore: [a/../../b]', '1:10 A glob is relative to the folder of its file and cannot lead out of it.'],
  ['ignore: [/etc]', '1:10 A glob is relative to the folder of its file and cannot lead out of it.'],
  ['overrides:\n  - platforms: [jenkin]', "2:17 There is no platform 'jenkin'. Did you mean 'jenkins'? Take one of: jenkins, gitlab-ci."],
  ['platforms:\n  jenkin: ["a"]', "2:3 There is no platform 'jenkin'. Did you mean 'jenkins'?"],
  ['forks: perhaps', '1:8 true or false is expected here.'],
  [
    'ignoreComments:\n  never: [login-mising]',
    "2:11 There is no rule 'login-mising'. Did you mean 'login-missing'? Take one of: login-missing, registry-not-allowed.",
  ],
  ['limits: { comands: 1 }', "1:11 There is no limit 'comands'. Did you mean 'commands'?"],
  ['limits: { commands: 0 }', "1:21 'commands' is a whole number from 1 to 50000; 5000 by default."],
  ['limits: { depth: 1.5 }', "1:18 'depth' is a whole number from 1 to 200; 20 by default."],
  ['limits: { notes: 10001 }', "1:18 'notes' is a whole number from 1 to 10000; 1000 by default."],
  ['failOn: never\nfailon: error\nx: 1', "2:1 There is no key 'failon'. Did you mean 'failOn'?", "3:1 There is no key 'x'."],
  ['a: 1\n---\nb: 2', '3:1 A configuration is one document; this is a second one.'],
  ['__proto__: {}', "1:1 There is no key '__proto__'."],
  ['- a', '1:1 A map is expected here.'],
];

for (const [text, ...problems] of wrong) {
  test(`${JSON.stringify(text)} is told at its place`, t => {
    t.deepEqual(problemsOf(text), problems);
  });
}

test('a syntax error is told at its place, in YAML and in JSON', t => {
  t.regex(problemsOf('rules: [')[0] ?? '', /^1:\d+ This cannot be read: /);
  t.regex(problemsOf('{ "preset": ', '.dbc-lintrc.json')[0] ?? '', /^1:\d+ This cannot be read: /);
});

test('what a configuration says, with the place of each value', t => {
  const document = read('rules:\n  login-missing: "off"\n  registry-not-allowed: [error, { most: 2 }]\nforks: true\n');
  t.deepEqual(document?.data.rules, { 'login-missing': 'off', 'registry-not-allowed': ['error', { most: 2 }] });
  const place = document?.at('rules', 'registry-not-allowed', 1, 'most');
  t.is(place?.file.text.slice(place.start, place.end), '2');
});

test('off needs no quotes, as in YAML 1.2 it is a text', t => {
  t.deepEqual(read('rules: { login-missing: off }')?.data.rules, { 'login-missing': 'off' });
});

test('an empty file says nothing; package.json says what stands under its key', t => {
  t.deepEqual(read('# nothing\n')?.data, {});
  t.is(read('{"name": "x"}', 'package.json', 'dbc-lint'), undefined);
  t.deepEqual(read('{"dbc-lint": {"forks": true}}', 'package.json', 'dbc-lint')?.data, { forks: true });
});

test('aliases that stand for more values than a configuration has are refused', t => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let depth = 1; depth < 8; depth++)
    lines.push(
      `a${depth}: &a${depth} [${Array(10)
        .fill(`*a${depth - 1}`)
        .join(', ')}]`,
    );
  t.regex(problemsOf(lines.join('\n'))[0] ?? '', /A configuration of more than 20000 values is not read\.|This cannot be read/);
});
