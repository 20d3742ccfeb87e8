import { actionInputs, defineRule, majorOf } from '../src/rule.js';

export default defineRule({
  id: 'unknown-action-input',
  summary: "Give Docker's actions only inputs that their version has",
  severity: 'warning',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build/ci/github-actions/',
  notOn: {
    'gitlab-ci': 'it speaks of an action of GitHub',
    circleci: 'it speaks of an action of GitHub',
    buildkite: 'it speaks of an action of GitHub',
    jenkins: 'it speaks of an action of GitHub',
    'travis-ci': 'it speaks of an action of GitHub',
    'bitbucket-pipelines': 'it speaks of an action of GitHub',
    'shell-script': 'it speaks of an action of GitHub',
  },
  *check(run) {
    if (run.pipeline.platform !== 'github-actions') return;
    const seen = new Set<number>();
    for (const step of run.steps) {
      const { component } = step;
      const major = component && majorOf(component.version);
      if (component?.inputs === undefined || major === undefined || seen.size === seen.add(component.span.start).size) continue;
      const known = actionInputs(component.name, major);
      for (const [name, at] of known === undefined ? [] : component.inputs) {
        if (known?.has(name)) continue;
        yield {
          on: step,
          at,
          message: `${component.name}@v${major} has no input \`${name}\` and takes no notice of it. ${adviceFor(component.name, name, major)}`,
          subject: name,
        };
      }
    }
  },
});

function adviceFor(action: string, input: string, major: number): string {
  for (let version = major + 1; version < major + 9; version++) if (actionInputs(action, version)?.has(input)) return `v${version} has it.`;
  for (let version = major - 1; version > 0; version--)
    if (actionInputs(action, version)?.has(input)) return `v${version} was the last that had it: read what took its place.`;
  return 'Look how it is written.';
}
