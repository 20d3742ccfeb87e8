import {
  defineRule,
  type Fix,
  fix,
  known,
  type MissingBuilder,
  missingBuilder,
  nameOfCreated,
  type PlayedOf,
  stepsOf,
  valueText,
  writtenAt,
} from '../src/rule.js';

export default defineRule({
  id: 'builder-name-mismatch',
  summary: 'Name the cloud builder as it is called in this job',
  severity: 'error',
  category: 'builder',
  practice: 'https://docs.docker.com/build-cloud/setup/#steps',
  fixable: true,
  // After a changed configuration folder a builder is there, but not seen.
  after: ['docker-config-mismatch'],
  about: ['use-builder', 'build'],
  *check(run) {
    for (const step of [...stepsOf(run, 'use-builder'), ...stepsOf(run, 'build')]) {
      const missing = missingBuilder(step);
      if (missing?.connected === undefined || step.tolerated) continue;
      yield {
        on: step,
        at: writtenAt(missing.name),
        message: `There is no builder \`${valueText(missing.name)}\` in this job. ${advice(missing.connected)}`,
        related: [{ at: missing.connected.span, message: 'the cloud builder is connected to here' }],
        fix: () => renamed(step, missing.connected),
      };
    }
  },
});

/** Only a name that is written whole can be taken over, and only a flag or input holds nothing but the name. */
function renamed(step: PlayedOf<'build' | 'use-builder'>, connected: MissingBuilder['connected']): Fix | undefined {
  const name = connected && (known(nameOfCreated(connected)) ?? outputOfAction(connected));
  if (name === undefined || step.builder === undefined) return undefined;
  return fix('suggested', `Name ${name}`, step.rewrite?.({ change: 'replace', setting: step.builder, value: name }));
}

/** setup-buildx-action tells the name that it has chosen: https://github.com/docker/setup-buildx-action#outputs */
function outputOfAction(connected: NonNullable<MissingBuilder['connected']>): string | undefined {
  const { key, component } = connected;
  const isChosen = component?.name === 'docker/setup-buildx-action' && nameOfCreated(connected) === undefined;
  return isChosen && key !== undefined ? `\${{ steps.${key}.outputs.name }}` : undefined;
}

/** What the builder is called instead; setup-buildx-action chooses a name at random. */
function advice(connected: NonNullable<MissingBuilder['connected']>): string {
  const name = nameOfCreated(connected);
  if (name !== undefined) return `The one this job connects to is called \`${valueText(name)}\`: name that one.`;
  return 'The name of the one it connects to is chosen at random: give it one with `name`, or refer to the output `name` of the step that sets it up.';
}
