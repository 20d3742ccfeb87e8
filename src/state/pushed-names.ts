import { conditionText } from '../model/condition.js';
import type { JobRun, Played, PlayedOf } from '../model/job-run.js';
import type { Change } from '../model/rewrite.js';
import type { Setting } from '../model/step.js';
import { type Value, valueText } from '../model/value.js';
import { imageMatches } from './images.js';
import { pushesOfLoaded } from './load-then-push.js';
import { tagValues } from './outputs.js';
import { pushInstead } from './push-instead.js';

/** What lets a build push under the names that `docker tag` gives its image before it is pushed. */
export interface NamedPush {
  readonly changes: readonly Change[];
  /** the commands that name and push the image now */
  readonly gone: readonly Played[];
}

/**
 * The build tags what is pushed, and nothing else. `undefined` where between it and the last push something happens that may change what the
 * names are, sign in, or need the image here, or where what is pushed is not this image alone.
 */
export function namedPush(run: JobRun, build: PlayedOf<'build'>): NamedPush | undefined {
  const pushes = pushesOfLoaded(run, build);
  const last = pushes.at(-1);
  const own = tagValues(build);
  if (last === undefined || build.engine !== 'buildkit' || build.component !== undefined || own.length !== build.tags.length)
    return undefined;
  const names: Value[] = [...own];
  const added: Value[] = [];
  const gone: Played[] = [];
  for (const step of run.steps.filter(one => one.index > build.index)) {
    // What removes the image fails where there is none.
    if (step.words?.some(word => /^(?:rmi|rm|prune)$/.test(valueText(word)))) return undefined;
    if (step.kind === 'push-image' && pushes.includes(step)) {
      const areOurs = step.images.every(image => names.some(name => imageMatches(name, image.value) === true));
      if (step.allTags || !areOurs || !isBeside(step, build)) return undefined;
      gone.push(step);
    } else if (step.kind === 'use-image' && step.how === 'tag') {
      const isOurs = step.images.flatMap(image => names.map(name => imageMatches(name, image.value)));
      if (isOurs.every(matches => matches === false)) continue;
      // What it names is not pushed, and no longer there.
      if (step.index > last.index || !isOurs.includes(true) || step.newName === undefined || !isBeside(step, build)) return undefined;
      names.push(step.newName.value);
      added.push(step.newName.value);
      gone.push(step);
    } else if (step.kind !== 'other' && step.index < last.index) return undefined;
  }
  const isPushed = (name: Value) => pushes.some(push => push.images.some(image => imageMatches(name, image.value) === true));
  const changes = tagChanges(build.tags, added.filter(isPushed), isPushed);
  const pushing = pushInstead(build, names.filter(isPushed));
  return pushing.length === 0 ? undefined : { changes: [...pushing, ...changes], gone };
}

/** In the same script, whenever the build is, and with the same variables. */
function isBeside(step: Played, build: Played): boolean {
  return (
    step.span.file === build.span.file &&
    step.via.length === build.via.length &&
    step.env === build.env &&
    conditionText(step.runs) === conditionText(build.runs) &&
    !meansOther(step, build) &&
    !assignsBetween(build, step)
  );
}

/** Groovy's kinds of strings and Buildkite's interpolation give one and the same text different meanings. */
function meansOther({ span: { file, start, end }, before }: Played, build: Played): boolean {
  const { platform } = before.run.pipeline;
  if (platform === 'jenkins') return /\bsh\b/.test(file.text.slice(build.span.end, start));
  return platform === 'buildkite' && file.text.slice(start, end).includes('$');
}

/** Whether the script may give a variable that a command names another value behind the build: one that is not exported is in no environment. */
function assignsBetween(build: Played, { span: { file, start, end } }: Played): boolean {
  const names = file.text.slice(start, end).match(/(?<=\$\{?)[A-Za-z_]\w*/g) ?? [];
  const between = file.text.slice(build.span.end, start);
  if (/\b(?:eval|source)\b|(?:^|[;&|]|- )[ \t]*\.[ \t]/m.test(between)) return true;
  return names.some(name =>
    new RegExp(`\\b${name}(?:\\+?=|\\s+in\\b)|\\b(?:read|printf\\s+-v|mapfile|getopts)\\b.*\\b${name}\\b`).test(between),
  );
}

function tagChanges(tags: readonly Setting[], added: readonly Value[], isPushed: (name: Value) => boolean): readonly Change[] {
  const unpushed = tags.filter(tag => !isPushed(tag.value));
  const more = added.slice(unpushed.length);
  const [last] = tags.slice(-1);
  return [
    ...unpushed.map((tag, index): Change => {
      const other = added[index];
      return other === undefined ? { change: 'remove', setting: tag } : { change: 'like', value: tag.value, other };
    }),
    ...(more.length > 0 && last !== undefined ? [{ change: 'add', option: 'tag', like: more, behind: last.value } as const] : []),
  ];
}
