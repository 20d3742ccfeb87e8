import { byCommand, defineRule, outputOf, type PlayedOf, stepsOf, truth } from '../src/rule.js';

export default defineRule({
  id: 'bake-push-without-effect',
  summary: 'Give a Bake target that is to be pushed an output that can be',
  severity: 'error',
  category: 'output',
  practice: 'https://docs.docker.com/reference/cli/docker/buildx/bake/#push',
  about: ['build'],
  *check(run) {
    for (const together of byCommand(stepsOf(run, 'build').filter(asksToPush))) {
      // A group may hold files beside the images that the flag is for.
      if (together.some(build => outputOf(build).push !== false)) continue;
      const [build] = together;
      yield {
        on: build,
        at: build.push?.span ?? build.programSpan,
        message: `Nothing is pushed: Bake leaves a target whose output goes to files or to the cache as it is. Write \`type=registry\` as the output of ${build.target === undefined ? 'the target' : `\`${build.target}\``}, or none.`,
        related: together.flatMap(({ outputs }) => outputs.map(({ span }) => ({ at: span, message: 'this output stays as it is' }))),
      };
    }
  },
});

function asksToPush(build: PlayedOf<'build'>): boolean {
  return /\bbake\b/.test(build.program) && !build.inspectsOnly && truth(build.push, false) === true;
}
