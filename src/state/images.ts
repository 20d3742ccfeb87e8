import { append } from '../model/append.js';
import { flattened, slice } from '../model/csv.js';
import { imageKey, normalizedImage, sameImage } from '../model/image.js';
import type { JobRun, Played } from '../model/job-run.js';
import { oncePer } from '../model/once.js';
import type { Value } from '../model/value.js';
import { startsClean } from './entry.js';
import { outputOf, tagsOf, tagValues } from './outputs.js';
import { sameText } from './same-text.js';
import { stepsOf } from './steps.js';
import { or } from './three-valued.js';

/** A later step that needs an image. */
export interface ImageUse {
  readonly step: Played;
  /** false: it may be another image, or nobody can see which (an opaque step) */
  readonly certain: boolean;
}

/**
 * Whether two references name the same image: `acme/app` is `docker.io/acme/app:latest`. What is not known is equal to itself
 * (`$IMAGE:v1` and `$IMAGE:v1`); `undefined` where it cannot be told.
 * https://docs.docker.com/reference/cli/docker/image/tag/
 */
export function imageMatches(a: Value, b: Value): boolean | undefined {
  const same = sameImage(a, b);
  if (same !== undefined) return same;
  // `$IMAGE` may hold a tag, so `$IMAGE` and `$IMAGE:latest` may be the same: only names whose tags are seen can be compared.
  const [left, right] = [withTag(a), withTag(b)];
  return left !== undefined && right !== undefined ? sameText(left, right) : undefined;
}

/** The name without Docker Hub's defaults, where its tag or digest is written or certainly a variable of its own. */
function withTag(image: Value): Value | undefined {
  const text = flattened(image);
  if (!/[:@][^/]*$/.test(text)) return undefined;
  return slice(image, /^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/.exec(text)?.[0].length ?? 0);
}

/** The later steps that use an image or may do so: pushes, runs, tags, scans, and steps whose effect nobody can see. */
export function usesAfter(run: JobRun, step: Played, image: Value): readonly ImageUse[] {
  const users = usersOf(run);
  const name = normalizedImage(image);
  // Two names that are written out are compared as texts; only the others need to be held against each name.
  const candidates = name === undefined ? [...users.written.values(), users.unwritten] : [users.written.get(name) ?? [], users.unwritten];
  const uses = new Map<Played, boolean>();
  for (const user of users.any) if (user.index > step.index) uses.set(user, false);
  for (const user of candidates.flat()) {
    if (user.step.index <= step.index || uses.get(user.step) === true) continue;
    const matches = imageMatches(user.image, image);
    if (matches === true || (matches === undefined && !user.isBuiltHere)) uses.set(user.step, matches === true);
  }
  for (const { step: push, image: repository } of users.repositories) {
    const matches = push.index > step.index ? imageMatches(repositoryOf(image), repository) : false;
    if (matches !== false) uses.set(push, matches === true);
  }
  return [...uses].map(([user, certain]) => ({ step: user, certain })).sort((a, b) => a.step.index - b.step.index);
}

interface User {
  readonly step: Played;
  readonly image: Value;
  /** the job builds it under this very name, so it hardly is another build's image under a second name */
  readonly isBuiltHere: boolean;
}

interface Users {
  /** by the full form of the name */
  readonly written: Map<string, User[]>;
  /** of images whose names are not all written out */
  readonly unwritten: User[];
  /** of every tag of a repository: `docker push --all-tags` */
  readonly repositories: User[];
  /** which may use any image */
  readonly any: Played[];
}

const usersOf = oncePer((run: JobRun): Users => {
  const users: Users = { written: new Map(), unwritten: [], repositories: [], any: [] };
  const built = new Set(stepsOf(run, 'build').flatMap(build => tagValues(build).flatMap(tag => imageKey(tag) ?? [])));
  for (const step of run.steps) {
    const images = imagesUsed(step);
    if (images === 'any') users.any.push(step);
    else if (step.kind === 'push-image' && step.allTags)
      append(
        users.repositories,
        images.map(image => ({ step, image, isBuiltHere: false })),
      );
    else for (const image of images) addUser(users, { step, image, isBuiltHere: built.has(imageKey(image) ?? '') });
  }
  return users;
});

/** An image name without its tag or digest, as far as that is written. */
function repositoryOf(image: Value): Value {
  const tag = /[:@][^/]*$/.exec(flattened(image));
  return tag === null ? image : slice(image, 0, tag.index);
}

function addUser({ written, unwritten }: Users, user: User): void {
  const name = normalizedImage(user.image);
  const group = name === undefined ? unwritten : written.get(name);
  if (group !== undefined) group.push(user);
  else if (name !== undefined) written.set(name, [user]);
}

function imagesUsed(step: Played): readonly Value[] | 'any' {
  if (step.kind === 'opaque') return 'any';
  if (step.kind === 'push-image') return step.images.length === 0 ? 'any' : step.images.map(image => image.value);
  if (step.kind !== 'use-image') return [];
  // These bring an image; they need none that is there.
  if (step.how === 'pull' || step.how === 'load') return [];
  return step.images.length === 0 ? 'any' : step.images.map(image => image.value);
}

/**
 * Whether an image lies in the local store when a step starts, as far as this job has put it there; `undefined` where it cannot be told.
 * https://docs.docker.com/reference/cli/docker/image/ls/
 */
export function isLocal(step: Played, image: Value): boolean | undefined {
  return or(broughtBefore(step, image), startsClean(step.before.run.job, step.before.run.settings) ? false : undefined);
}

/** Whether a step of the job before this one has put an image into the local store, whatever was in it when the job began. */
export function broughtBefore(step: Played, image: Value): boolean | undefined {
  const { run, opaque } = step.before;
  let found: boolean | undefined = opaque !== undefined ? undefined : false;
  for (const other of run.steps) {
    if (other.index >= step.index) break;
    found = or(found, brings(other, image));
    if (found === true) return true;
  }
  return found;
}

/** Whether a step puts an image into the local store. */
function brings(step: Played, image: Value): boolean | undefined {
  if (step.kind === 'build') {
    const { load, implicitLoad } = outputOf(step);
    const loads = or(load, implicitLoad);
    if (loads === false) return false;
    const named = or(...tagValues(step).map(tag => imageMatches(tag, image)), tagsOf(step) === undefined ? undefined : false);
    return named === true ? loads : named;
  }
  if (step.kind !== 'use-image') return false;
  if (step.how === 'load') return undefined;
  if (step.how === 'tag') return step.newName === undefined ? undefined : imageMatches(step.newName.value, image);
  if (step.how === 'pull' || step.how === 'run') return or(...step.images.map(used => imageMatches(used.value, image)));
  return step.how === 'compose' ? undefined : false;
}
