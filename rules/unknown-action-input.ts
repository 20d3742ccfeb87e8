import { actionInputs, allBut, componentsOf, defineRule, majorOf, nearest, versionWithInput } from '../src/rule.js';

export default defineRule({
  id: 'unknown-action-input',
  summary: "Give Docker's actions only inputs that their version has",
  severity: 'warning',
  category: 'toolchain',
  practice: 'https://docs.docker.com/build/ci/github-actions/',
  notOn: allBut('github-actions', 'it speaks of an action of GitHub'),
  *check(run) {
    if (run.pipeline.platform !== 'github-actions') return;
    for (const { step, component } of componentsOf(run)) {
      const major = majorOf(component.version);
      if (component.inputs === undefined || major === undefined) continue;
      const known = actionInputs(component.name, major);
      for (const [name, at] of known === undefined ? [] : component.inputs) {
        const advice = known?.has(name) ? undefined : adviceFor(component.name, name, major);
        // What no version has, and is like nothing that one has, may have come with a release since.
        if (advice === undefined) continue;
        yield {
          on: step,
          at,
          message: `${component.name}@v${major} has no input \`${name}\` and takes no notice of it. ${advice}`,
          subject: name,
        };
      }
    }
  },
});

function adviceFor(action: string, input: string, major: number): string | undefined {
  const version = versionWithInput(action, input, major);
  if (version !== undefined && version > major) return `v${version} has it.`;
  if (version !== undefined) return `v${version} was the last that had it: read what took its place.`;
  const name = nearest(input, actionInputs(action, major) ?? []);
  return name === undefined ? undefined : `Did you mean \`${name}\`?`;
}
