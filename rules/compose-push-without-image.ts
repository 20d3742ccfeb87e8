import { byCommand, defineRule, type PlayedOf, stepsOf, truth } from '../src/rule.js';

export default defineRule({
  id: 'compose-push-without-image',
  summary: 'Give a Compose service that is to be pushed an `image`',
  severity: 'warning',
  category: 'output',
  practice: 'https://docs.docker.com/reference/cli/docker/compose/push/',
  about: ['build'],
  *check(run) {
    for (const nameless of byCommand(stepsOf(run, 'build').filter(isPassedOver))) {
      const [build] = nameless;
      const names = nameless.map(({ target }) => `\`${target}\``).join(', ');
      yield {
        on: build,
        at: build.push?.span ?? build.programSpan,
        message: `This pushes all but ${names}, without a word: a service that has no \`image\` has no name to be pushed under. Add one.`,
        related: nameless.map(({ push, programSpan }) => ({ at: push?.value.span ?? programSpan, message: 'this service has no `image`' })),
      };
    }
  },
});

/** The flag asks to push, and what was read of the service answers it. */
function isPassedOver({ engine, push }: PlayedOf<'build'>): boolean {
  if (engine !== 'compose' || push === undefined || truth(push, false) !== false) return false;
  const { span, value } = push;
  return value.span.file !== span.file || value.span.start < span.start || value.span.end > span.end;
}
