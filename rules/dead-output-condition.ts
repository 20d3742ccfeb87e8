import { allBut, defineRule, type JobRun, type PlayedOf, type Setting, type Span, spanText, stepsOf } from '../src/rule.js';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const EVENTS: ReadonlyMap<string, JobRun['events']> = new Map([
  ['push', ['push', 'tag']],
  ['pull_request', ['pull-request']],
  ['pull_request_target', ['pull-request-target']],
  ['release', ['release']],
  ['schedule', ['schedule']],
  ['workflow_dispatch', ['manual']],
  ['merge_group', ['merge-queue']],
]);

export default defineRule({
  id: 'dead-output-condition',
  summary: 'Ask only for events that start the workflow',
  severity: 'note',
  category: 'reliability',
  preset: 'strict',
  practice: 'https://docs.docker.com/build-cloud/ci/#github-actions',
  notOn: allBut('github-actions', 'only there one file says what starts it and asks what did'),
  about: ['build'],
  *check(run) {
    const { platform, events } = run.pipeline;
    // Who calls a workflow hands on its own event, and some events have no name here.
    if (platform !== 'github-actions' || events.includes('call') || events.includes('other')) return;
    for (const build of stepsOf(run, 'build')) {
      for (const { at, name } of settingsOf(build).flatMap(eventsAsked)) {
        if (EVENTS.get(name)?.some(event => events.includes(event)) !== false) continue;
        yield {
          on: build,
          at,
          message: `This asks whether the event is \`${name}\`, which does not start this workflow, so the answer is always the same. Add the event to \`on\`, or drop the condition.`,
        };
      }
    }
  },
});

function settingsOf({ outputs, push, load }: PlayedOf<'build'>): readonly Setting[] {
  return [...outputs, ...(push ? [push] : []), ...(load ? [load] : [])];
}

function eventsAsked({ span }: Setting): readonly { readonly at: Span; readonly name: string }[] {
  const { file, start } = span;
  return [...spanText(span).matchAll(/github\.event_name\s*[!=]=\s*'(\w+)'/g)].map(match => {
    return { at: { file, start: start + match.index, end: start + match.index + match[0].length }, name: match[1] ?? '' };
  });
}
