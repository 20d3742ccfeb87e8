import type { PlayedOf } from '../model/job-run.js';
import type { Change } from '../model/rewrite.js';
import { known } from '../model/value.js';
import { type Edit, sameSpan } from '../source/file.js';
import { usesAfter } from '../state/images.js';
import { outputOf, tagValues } from '../state/outputs.js';

type Build = PlayedOf<'build'>;

/** What commands have to say on a cloud builder to give what they give today, each once. */
export function buildEdits(builds: readonly Build[]): readonly Edit[] {
  const edits = builds.flatMap(build => changesFor(build).flatMap(change => build.rewrite?.(change) ?? []));
  return edits.filter((edit, index) => edits.findIndex(other => sameSpan(other.span, edit.span) && other.text === edit.text) === index);
}

function changesFor(build: Build): readonly Change[] {
  if (build.engine !== 'buildkit' || /\bbake\b/.test(build.program)) return [];
  const { architecture } = build.before.run.job.machine;
  const changes: Change[] = [];
  if (!build.honoursSelectedBuilder) changes.push({ change: 'words', at: build.programSpan, words: 'docker buildx build' });
  if (build.opaque) return changes;
  // The platform that the image is built for today.
  if (architecture !== undefined && build.platforms.length === 0)
    changes.push({ change: 'add', option: 'platform', value: `linux/${architecture}` });
  if (isNeededHere(build)) changes.push({ change: 'add', option: 'load' });
  return changes;
}

/** Programs that have nothing to do with images. */
const HARMLESS: ReadonlySet<string> = new Set(
  'echo printf cat ls sleep date cd mkdir rm cp mv chmod tar gzip export true test [ sed grep awk curl wget apk apt-get apt pip npm git'.split(
    ' ',
  ),
);

/**
 * Whether an image that is loaded today, without a word, is used on this machine: by a step that one sees, or by what one does not see, as a
 * test behind it or a later job. A cloud builder loads it without a word as well; the builder for pull requests from forks does not.
 */
function isNeededHere(build: Build): boolean {
  const { run } = build.before;
  const { load, push, implicitLoad } = outputOf(build);
  const tags = tagValues(build);
  if (
    push !== false ||
    (load !== true && implicitLoad !== true) ||
    build.load !== undefined ||
    build.outputs.length > 0 ||
    tags.length === 0
  )
    return false;
  const uses = tags.flatMap(tag => usesAfter(run, build, tag)).filter(({ step }) => step.kind !== 'opaque');
  const stays = uses.some(({ step }) => step.kind === 'use-image' && step.how !== 'tag');
  if (stays || uses.length > 0) return stays;
  // What lives on after the job may use it then.
  if (run.job.machine.entry === 'unknown') return true;
  return run.steps.some(
    step => step.index > build.index && (step.kind === 'opaque' || (step.kind === 'other' && !HARMLESS.has(known(step.words?.[0]) ?? ''))),
  );
}
