import { asScalar, entriesOf, type YamlNode } from '../formats/yaml.js';
import { mapEntryAt } from '../formats/yaml-lines.js';
import { buildxOfSetupAction } from '../knowledge/buildx.js';
import type { PlayedOf } from '../model/job-run.js';
import { actionAtNewest } from '../recipes/github-actions.js';
import { endpointOf } from '../recipes/recipe.js';
import type { Edit, Span } from '../source/file.js';
import type { Destination, Left } from './plan.js';
import { endpointUnlessFork } from './workflow-forks.js';
import type { StepLines, WorkflowSteps } from './workflow-steps.js';

const NOT_ON_LINES = 'the inputs of the step do not stand on lines of their own';

/** Inputs of setup-buildx-action that a cloud builder takes as well; the others speak of BuildKit on this machine. */
const KEPT: ReadonlySet<string> = new Set(['use', 'name', 'cleanup', 'cache-binary']);

/** The step that connects a job to the cloud builder. */
export class SetUp {
  readonly #steps: WorkflowSteps;
  readonly #lines: StepLines;
  readonly #destination: Destination;
  readonly #forks: boolean;

  constructor(steps: WorkflowSteps, lines: StepLines, destination: Destination, forks: boolean) {
    this.#steps = steps;
    this.#lines = lines;
    this.#destination = destination;
    this.#forks = forks;
  }

  insert(before: number): Left | undefined {
    const entry = [
      'name: Connect to Docker Build Cloud',
      `uses: ${actionAtNewest('docker/setup-buildx-action')}`,
      'with:',
      ...this.#inputs().map(input => `  ${input}`),
    ];
    return this.#lines.insert(before, entry)
      ? undefined
      : { at: this.#steps.list.span, why: 'the steps do not stand on lines of their own' };
  }

  /** Another driver for the step that sets Buildx up; what only other drivers take goes. */
  change(setUp: PlayedOf<'create-builder'>): Left | undefined {
    const item = this.#steps.mapOf(setUp);
    const uses = item?.entry('uses');
    if (item === undefined || uses === undefined || setUp.via.length > 0)
      return { at: setUp.span, why: 'a builder is set up by an action of this repository; give that the cloud driver by hand' };
    if (item.entry('if') !== undefined)
      return { at: setUp.span, why: 'Buildx is set up only under a condition; set it up whenever an image is built' };
    const inputs = item.entry('with');
    const given = entriesOf(inputs?.value);
    if (given.some(({ key }) => key.decoded === 'driver' || key.decoded === 'endpoint' || key.decoded === 'append'))
      return { at: setUp.span, why: 'the builder that is set up has a driver or machines of its own; leave those out' };
    const version = this.#versionOf(setUp, uses.value);
    if (version !== undefined && 'why' in version) return version;
    if (version !== undefined) this.#lines.edit(version);
    const kept = given.filter(({ key }) => KEPT.has(key.decoded));
    const indent = inputs === undefined ? undefined : this.#steps.columnOf(given[0]?.key.span ?? inputs.key.span);
    if (inputs === undefined || given.length === 0 || kept.length === 0) return this.#withNewInputs(uses.span, inputs?.span);
    for (const { key, span } of given) {
      const entry = KEPT.has(key.decoded) ? undefined : mapEntryAt(span)?.lines;
      if (!KEPT.has(key.decoded) && entry === undefined) return { at: setUp.span, why: NOT_ON_LINES };
      if (entry !== undefined) this.#lines.edit({ span: entry, text: '' });
    }
    const first = kept[0];
    const at = first && mapEntryAt(first.span)?.lines.start;
    if (at === undefined || indent === undefined) return { at: setUp.span, why: NOT_ON_LINES };
    this.#lines.add(
      at,
      this.#inputs().map(line => `${' '.repeat(indent)}${line}`),
    );
    return undefined;
  }

  #withNewInputs(uses: Span, old: Span | undefined): Left | undefined {
    const { file } = this.#steps;
    const after = mapEntryAt(uses) ?? listItemHead(uses);
    if (after === undefined) return { at: uses, why: 'the step is not written on lines of its own' };
    if (old !== undefined) {
      const lines = mapEntryAt(old)?.lines;
      if (lines === undefined) return { at: old, why: NOT_ON_LINES };
      this.#lines.edit({ span: lines, text: '' });
    }
    const indent = ' '.repeat(this.#steps.columnOf(uses));
    const isUnended = !file.text.slice(after.lines.start, after.lines.end).endsWith('\n');
    this.#lines.add(after.lines.end, [`${indent}with:`, ...this.#inputs().map(input => `${indent}  ${input}`)], isUnended);
    return undefined;
  }

  #inputs(): readonly string[] {
    const { builder, toolchain } = this.#destination;
    const endpoint = endpointOf(builder);
    const version = toolchain === 'documented' ? ['version: lab:latest'] : [];
    return [...(this.#forks ? endpointUnlessFork(endpoint) : ['driver: cloud', `endpoint: ${endpoint}`]), ...version];
  }

  /** The newest version, where the one that is there has no cloud driver, or takes inputs that are gone. */
  #versionOf(setUp: PlayedOf<'create-builder'>, uses: YamlNode): Edit | Left | undefined {
    const brings = buildxOfSetupAction(setUp.component?.version ?? '');
    if (brings === 'release' || brings === undefined || (brings === 'desktop' && this.#destination.toolchain === 'documented'))
      return undefined;
    const written = asScalar(uses)?.text;
    const at = written?.value.indexOf('@') ?? -1;
    if (written === undefined || !/^v?\d+(?:\.\d+)*$/.test(written.value.slice(at + 1))) {
      if (brings === 'desktop') return undefined;
      const why =
        'setup-buildx-action is pinned to a version from before 3.8, which fetches no Buildx with a cloud driver; pin a newer one';
      return { at: uses.span, why };
    }
    return { span: written.spanOf(at + 1), text: actionAtNewest('docker/setup-buildx-action').replace(/.*@/, '') };
  }
}

/** The line of a key behind the dash of a list entry. */
function listItemHead({ file, start, end }: Span): { readonly lines: Span } | undefined {
  const from = file.text.lastIndexOf('\n', start - 1) + 1;
  const newline = file.text.indexOf('\n', end);
  const to = newline === -1 ? file.text.length : newline + 1;
  const isAlone = /^ *- +$/.test(file.text.slice(from, start)) && /^[ \t]*(?:#.*)?\r?\n?$/.test(file.text.slice(end, to));
  return isAlone ? { lines: { file, start: from, end: to } } : undefined;
}
