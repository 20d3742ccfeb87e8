import type { JobRun, Played } from '../model/job-run.js';
import type { Component } from '../model/step.js';

/** The actions, orbs, plugins and pipes that a run uses, each place once, with the first of the steps that come of it. */
export function* componentsOf(run: JobRun): Iterable<{ readonly step: Played; readonly component: Component }> {
  const seen = new Set<string>();
  for (const step of run.steps) {
    const { component } = step;
    if (component === undefined) continue;
    const { file, start } = component.span;
    if (seen.size !== seen.add(`${start}:${file.path}`).size) yield { step, component };
  }
}
