import { BARE_REPOSITORY_NAMES } from '../knowledge/repository-names.js';
import { flattened, isWritten, slice } from '../model/csv.js';
import { DOCKER_HUB, parseImage } from '../model/image.js';
import { known, type Value } from '../model/value.js';

/**
 * Whether an image is named without a namespace: `app` and `$CI_PROJECT_NAME:v1`, which are `docker.io/library/…`
 * (https://docs.docker.com/reference/cli/docker/image/tag/). False where that is not certain.
 */
export function isWithoutNamespace(image: Value): boolean {
  const name = nameOf(image);
  const text = known(name);
  if (text !== undefined) {
    const parsed = parseImage(text);
    return parsed !== undefined && parsed.registry === DOCKER_HUB && parsed.repository === `library/${text}`;
  }
  return name.parts.every(part => {
    if (part.kind === 'literal') return !part.text.includes('/');
    return part.kind === 'reference' && BARE_REPOSITORY_NAMES.has(part.to.name);
  });
}

/**
 * Whether an image gets the same tag in every run: one that is written out, or none, and says nothing of a pull request or a trial
 * (`acme/app`, `$IMAGE:latest`, but not `acme/app:$GITHUB_SHA` or `acme/app:preview`).
 */
export function isFixedTag(image: Value): boolean {
  const name = nameOf(image);
  const tag = slice(image, flattened(name).length);
  // One value may hold a list: `$TAGS` of two lines.
  if (/[\s,]/.test(flattened(image))) return false;
  // A variable that is the whole of an image may hold its tag.
  const isOpen = name.parts.at(-1)?.kind !== 'literal' && tag.parts.length === 0;
  return !isOpen && isWritten(flattened(tag)) && !TRIAL.test(flattened(image));
}

/** Whether an image is certainly tagged `latest`, by name or for want of a tag: `acme/app`, `$REGISTRY/app:latest`. */
export function isLatest(image: Value): boolean {
  const text = known(image);
  return text === undefined ? /^[^\s,]*:latest$/.test(flattened(image)) : parseImage(text)?.tag === 'latest';
}

const TRIAL = /(?:^|[^a-z])(?:pr|mr|pull|merge|preview|review|tests?|testing|dev|ci|snapshot|stage|staging)(?![a-z])/i;

/** What stands before the tag or digest. */
function nameOf(image: Value): Value {
  const tag = /[:@][^/]*$/.exec(flattened(image));
  return tag === null ? image : slice(image, 0, tag.index);
}
