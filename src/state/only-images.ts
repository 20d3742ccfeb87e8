import type { JobRun, Played } from '../model/job-run.js';
import { known } from '../model/value.js';

/**
 * Whether a job, as it runs in this world, does nothing that would be missed without its images: it builds, moves and looks at images, and
 * prepares that. A test of the code beside them, an image that is started to test it, and what nobody can read are more.
 */
export function worksOnImagesAlone({ steps }: JobRun): boolean {
  return steps.every(step => {
    if (step.kind === 'use-image') return step.how !== 'run' && step.how !== 'compose';
    return step.kind === 'other' ? prepares(step) : step.kind !== 'opaque';
  });
}

function prepares({ component, words }: Played): boolean {
  if (component !== undefined) return PREPARING_COMPONENT.test(component.name);
  return PREPARING_PROGRAMS.has(known(words?.[0]) ?? '');
}

/** Actions that fetch files, sign in or name images, by what they are published for. One that sets up a language is for more than images. */
const PREPARING_COMPONENT =
  /^(?:actions\/(?:checkout|cache(?:\/\w+)?|download-artifact)|docker\/.+|aws-actions\/configure-aws-credentials|azure\/login|google-github-actions\/auth|jlumbroso\/free-disk-space|sigstore\/cosign-installer|step-security\/harden-runner)$/i;

/** Programs that write, copy and show texts and files, as images are named and their context is laid out with them. */
const PREPARING_PROGRAMS: ReadonlySet<string> = new Set(
  ': [ awk basename cat cd cp cut date df dirname du echo env export false git grep head jq ls mkdir mv printf pwd read rm sed set sleep sort tail tee test tr true uname'.split(
    ' ',
  ),
);
