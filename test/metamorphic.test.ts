import test from 'ava';
import { rules } from '../rules/index.js';
import { lint } from '../src/lint.js';
import { memoryProject } from '../src/project/memory.js';
import { EVERYWHERE } from './support/rule-platforms.js';
import { RULE_SCENARIOS, WITHOUT_SCENARIO } from './support/rule-scenarios.js';
import { type Scenario, SYSTEMS } from './support/scenarios.js';
import { SCRIPTS } from './support/scripts.js';

/** One build written on all nine systems gives the same findings on each. */
interface Expectation extends Scenario {
  readonly finds: readonly string[];
  /** where a system differs, what it gives and the reason that lies in the system itself */
  readonly differs?: Readonly<Record<string, { readonly finds: readonly string[]; readonly because: string }>>;
}

/** GitLab sets DOCKER_AUTH_CONFIG from a project's settings, and Docker reads it as a sign-in: no file tells whether it is there. */
const GITLAB_SETTINGS = {
  'GitLab CI': { finds: [], because: 'credentials may come from DOCKER_AUTH_CONFIG in the settings of the project' },
} as const;

const hub = { login: 'hub', endpoint: 'acme/default' } as const;

const SCENARIOS: readonly Expectation[] = [
  { name: 'the documented form', ...hub, build: 'push', finds: [] },
  { name: 'no login', ...hub, login: 'none', build: 'push', finds: ['login-missing'], differs: GITLAB_SETTINGS },
  {
    name: 'a login to another registry only',
    ...hub,
    login: 'other registry',
    build: 'push',
    finds: ['login-wrong-registry'],
    differs: GITLAB_SETTINGS,
  },
  { name: 'docker build behind --use', ...hub, build: 'docker build', finds: ['docker-build-ignores-selected-builder'] },
  { name: 'load, then push', ...hub, build: 'load', pushesAfter: true, finds: ['load-then-push'] },
  {
    name: 'two platforms loaded',
    ...hub,
    build: 'load two platforms',
    finds: ['multi-platform-load'],
    differs: {
      'Docker Compose': {
        finds: [],
        because: 'Compose builds several platforms with type=image, which stays in the builder: it never asks for a load',
      },
    },
  },
  { name: 'a password among the arguments', ...hub, login: 'password flag', build: 'push', finds: ['password-on-command-line'] },
  { name: 'a placeholder', ...hub, endpoint: '<ORG>/default', build: 'push', finds: ['unreplaced-placeholder'] },
  { name: 'an endpoint without builder', ...hub, endpoint: 'acme', build: 'push', finds: ['invalid-cloud-endpoint'] },
];

for (const scenario of SCENARIOS) {
  for (const [system, write] of Object.entries(SYSTEMS)) {
    test(`${scenario.name}, on ${system}`, async t => {
      const report = await lint(memoryProject(write(scenario)), rules);
      // Other rules speak of what differs between the systems: agents that live on, pull requests, versions.
      const found = [...new Set(report.findings.map(finding => finding.rule))].filter(id => EVERYWHERE.has(id)).sort();
      t.deepEqual(found, [...(scenario.differs?.[system]?.finds ?? scenario.finds)]);
      t.deepEqual(
        report.unread.map(note => note.why),
        [],
      );
      t.is(report.summary.builds, 1);
    });
  }
}

/** Platforms on which a rule can show before one scenario for all of them is asked for. */
const MANY = 5;
const inMany = rules.filter(({ notOn = {} }) => Object.keys(SCRIPTS).filter(platform => !Object.hasOwn(notOn, platform)).length >= MANY);

test('every rule that shows on many platforms has a scenario, or a reason why it has none', t => {
  t.deepEqual(inMany.map(({ id }) => id).sort(), [...Object.keys(RULE_SCENARIOS), ...Object.keys(WITHOUT_SCENARIO)].sort());
});

for (const rule of inMany) {
  const scenario = RULE_SCENARIOS[rule.id];
  if (scenario === undefined) continue;

  test(`the same commands show ${rule.id} on every system`, async t => {
    for (const [platform, write] of Object.entries(SCRIPTS)) {
      const project = memoryProject({ ...scenario.files, ...write(scenario.commands) });
      const { findings } = await lint(project, rules, { preset: rule.preset ?? 'recommended' });
      const canShow = !Object.hasOwn(rule.notOn ?? {}, platform);
      t.is(findings.filter(finding => finding.rule === rule.id).length, canShow ? (scenario.shows ?? 1) : 0, platform);
    }
  });
}
