import test from 'ava';
import { DocumentReader } from '../../src/config/document.js';
import { merge } from '../../src/config/merge.js';
import { MergedConfiguration } from '../../src/config/merged-configuration.js';
import { NestedConfiguration } from '../../src/config/nested-configuration.js';
import type { ConfigurableRule } from '../../src/config/vocabulary.js';
import { SourceFile } from '../../src/source/file.js';

const LOGIN: ConfigurableRule = { id: 'login-missing', summary: 'Sign in', severity: 'error' };
const STRICT: ConfigurableRule = { id: 'no-cache-build', summary: 'Use the cache', severity: 'note', preset: 'strict' };
const POLICY: ConfigurableRule = {
  id: 'registry-not-allowed',
  summary: 'Push where you may',
  severity: 'warning',
  offByDefault: true,
  defaults: { registries: [], most: 3 },
};
const reader = new DocumentReader({ rules: [LOGIN, STRICT, POLICY], platforms: ['jenkins', 'gitlab-ci', 'github-actions'] });

function layer(text: string, folder = '') {
  const document = reader.read(new SourceFile('.dbc-lintrc.yaml', text));
  if (document === undefined) throw new Error('no configuration');
  return { document, folder };
}

function configuration(...texts: readonly string[]): MergedConfiguration {
  return new MergedConfiguration(merge(texts.map(text => layer(text))));
}

test('a preset brings its rules, a severity wins over it, and a policy is off until it is configured', t => {
  const level = (rule: ConfigurableRule, text: string) => configuration(text).rulesFor('a.yml', 'gitlab-ci').level(rule);
  t.is(level(LOGIN, ''), 'error');
  t.is(level(STRICT, ''), 'off');
  t.is(level(STRICT, 'preset: strict'), 'note');
  t.is(level(STRICT, 'rules: { no-cache-build: warning }'), 'warning');
  t.is(level(POLICY, 'preset: strict'), 'off');
  t.is(level(POLICY, 'rules: { registry-not-allowed: error }'), 'error');
  t.is(level(LOGIN, 'rules: { login-missing: off }'), 'off');
});

test('later layers win; a severity alone keeps the options before it, and options are laid over the defaults', t => {
  const both = configuration('rules: { registry-not-allowed: [error, { most: 9 }] }\nforks: true', 'rules: { registry-not-allowed: note }');
  const rules = both.rulesFor('a.yml', 'gitlab-ci');
  t.is(rules.level(POLICY), 'note');
  t.deepEqual(rules.options(POLICY), { registries: [], most: 9 });
  t.is(rules.options(LOGIN), undefined);
  t.is(both.settingsFor('a.yml', 'gitlab-ci').forks, true);
});

test('overrides hold for their files and platforms, and for the file that a finding points into', t => {
  const overridden = configuration(
    'overrides:\n  - files: ["legacy/**"]\n    rules: { login-missing: note }\n  - platforms: [jenkins]\n    rules: { login-missing: off }',
  );
  const level = (file: string, platform: 'jenkins' | 'gitlab-ci', at?: string) => overridden.rulesFor(file, platform).level(LOGIN, at);
  t.is(level('a.yml', 'gitlab-ci'), 'error');
  t.is(level('legacy/a.yml', 'gitlab-ci'), 'note');
  t.is(level('a.yml', 'gitlab-ci', 'legacy/build.sh'), 'note');
  t.is(level('Jenkinsfile', 'jenkins'), 'off');
  t.true(overridden.rulesFor('a.yml', 'gitlab-ci').canReport(LOGIN));
  t.false(overridden.rulesFor('Jenkinsfile', 'jenkins').canReport(STRICT));
});

test('globs are relative to the folder of their file; one without a slash holds at any depth', t => {
  const merged = new MergedConfiguration(
    merge([layer('ignore: ["vendor", "ci/old/*.yml"]\nplatforms: { jenkins: ["ci/*.groovy"] }', 'app')]),
  );
  t.true(merged.ignores('app/x/vendor/a.yml'));
  t.true(merged.ignores('app/ci/old/a.yml'));
  t.false(merged.ignores('app/ci/old/deep/a.yml'));
  t.false(merged.ignores('vendor/a.yml'));
  t.is(merged.platformOf('app/ci/a.groovy'), 'jenkins');
  t.is(merged.platformOf('ci/a.groovy'), undefined);
});

test('facts of a platform win over those of all, and what is said of all later replaces them', t => {
  const facts = (...texts: string[]) => configuration(...texts).settingsFor('a', 'jenkins').persistentAgents;
  t.is(facts('persistentAgents: { jenkins: false }'), false);
  t.is(facts('persistentAgents: { gitlab-ci: false }'), undefined);
  t.is(facts('persistentAgents: { jenkins: false }', 'persistentAgents: true'), true);
  const { builder, preconfigured } = configuration('builder: { org: acme, preconfigured: true }').settingsFor('a', 'jenkins');
  t.deepEqual({ builder, preconfigured }, { builder: { org: 'acme' }, preconfigured: true });
});

test('a limit of a later layer wins, and what no layer says stays as it is', t => {
  const { commands, depth, script } = configuration('limits: { commands: 10, depth: 5 }', 'limits: { commands: 20 }').limitsFor('a.yml');
  t.deepEqual({ commands, depth, script }, { commands: 20, depth: 5, script: 200_000 });
});

test('the nearest configuration is a file’s, and what an outer one ignores stays ignored', t => {
  const nested = new NestedConfiguration(
    new Map([
      ['', configuration('failOn: error\nignore: ["app/gone/**"]')],
      ['app', new MergedConfiguration(merge([layer('rules: { login-missing: off }', 'app')]))],
    ]),
    new MergedConfiguration(),
  );
  t.is(nested.failOn('a.yml'), 'error');
  t.is(nested.failOn('app/deep/a.yml'), undefined);
  t.is(nested.rulesFor('app/deep/a.yml', 'gitlab-ci').level(LOGIN), 'off');
  t.is(nested.rulesFor('b/a.yml', 'gitlab-ci').level(LOGIN), 'error');
  t.true(nested.ignores('app/gone/a.yml'));
  t.is(nested.rulesFor('b/a.yml', 'gitlab-ci').level(LOGIN, 'app/gone/build.sh'), 'off');
});

test('rules that no comment silences add up, so that no later layer lets them go', t => {
  const { never, requireReason } = configuration(
    'ignoreComments: { never: [login-missing] }',
    'ignoreComments: { requireReason: false, never: [no-cache-build] }',
  ).commentsFor('a.yml');
  t.deepEqual([...never], ['login-missing', 'no-cache-build']);
  t.false(requireReason);
});
