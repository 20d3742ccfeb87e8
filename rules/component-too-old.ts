import { defineRule, isOlderComponent, isOlderImage } from '../src/rule.js';

interface Options {
  /** the name of an action, plugin, orb, pipe or image → the least version: `docker/build-push-action: v6`, `docker: '27'` */
  readonly minimum: Readonly<Record<string, string>>;
}

export default defineRule<Options>({
  id: 'component-too-old',
  summary: 'Use actions, plugins and images no older than the configuration requires',
  severity: 'warning',
  category: 'policy',
  practice: 'https://docs.docker.com/build-cloud/ci/',
  offByDefault: true,
  defaults: { minimum: {} },
  notOn: { 'travis-ci': 'a job names neither components nor images', 'shell-script': 'a script names no component with a version' },
  *check(run, { minimum }) {
    const wanted = Object.entries(minimum);
    for (const step of run.steps) {
      const { component } = step;
      const older = component && wanted.find(([name, version]) => isOlderComponent(component, name, version));
      if (component === undefined || older === undefined) continue;
      yield { on: step, at: component.span, message: messageOf(`${component.name} ${component.version}`, older) };
    }
    const { image } = run.job.machine;
    for (const { value } of [...(image ? [image] : []), ...run.job.services]) {
      const older = wanted.find(([name, version]) => isOlderImage(value, name, version));
      if (older !== undefined) yield { on: run.job, at: value.span, message: messageOf('This image', older) };
    }
  },
});

function messageOf(what: string, [name, version]: readonly [string, string]): string {
  return `${what} is older than the configuration requires. Use ${name} ${version} or newer.`;
}
