import type { YamlEntry, YamlMap } from '../../formats/yaml.js';
import { indentOf } from '../../formats/yaml-edit.js';
import type { Machine } from '../../model/pipeline.js';
import { known } from '../../model/value.js';
import type { Edit, Span } from '../../source/file.js';
import { lineEnd } from '../../source/notation.js';
import { aboveComment } from '../../source/own-comment.js';
import { withItem } from '../yaml-lists.js';
import type { Written } from './jobs.js';

/**
 * The daemon of the same version as a service of the job itself, for the runners of GitLab.com: what the job extends or merges is for other
 * jobs too. Docker's own image finds the daemon by itself: its entrypoint asks whether the service has left its certificates. In another
 * image variables would have to say where it is.
 * https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker
 */
export function withDaemon({ own: job, span: name }: Pick<Written, 'own' | 'span'>, machine: Machine): readonly Edit[] | undefined {
  const image = /^(?:docker\.io\/)?(?:library\/)?docker(?::(.+))?$/.exec(known(machine.image?.value) ?? '');
  if (image === null) return undefined;
  const [, version] = /^(?:latest|(\d+(?:\.\d+)*))?(?:-?(?:cli|git|dind))?$/.exec(image[1] ?? '') ?? [null];
  if (version === null || job === undefined || !isWrittenAt(job, name)) return undefined;
  const daemon = version === undefined ? 'docker:dind' : `docker:${version}-dind`;
  const own = job.entries.filter(entry => isOwn(job, entry));
  const services = job.entry('services');
  if (services !== undefined) return own.includes(services) ? withItem(job, 'services', daemon) : undefined;
  const keys = ['tags', 'image', 'extends'].map(key => own.find(entry => entry.key.decoded === key));
  const beside = keys.find(entry => entry !== undefined);
  if (beside !== undefined) return withItem(job, 'services', daemon, beside);
  const before = own.find(({ key }) => /script$/.test(key.decoded)) ?? own[0];
  return before && keyBefore(before, daemon);
}

/** The job stands under its name, and is neither an alias nor in another file, which adds to it. */
function isWrittenAt({ span: { file, start } }: YamlMap, name: Span): boolean {
  const between = file === name.file && name.end <= start ? file.text.slice(name.end, start) : '';
  return /^["']?\s*:(?:\s*&\S+)?$/.test(between.replaceAll(/[ \t]#.*/g, '').trimEnd());
}

function isOwn({ span }: YamlMap, { span: own, mergedAt }: YamlEntry): boolean {
  return mergedAt === undefined && own.file === span.file && span.start <= own.start && own.end <= span.end;
}

function keyBefore(entry: YamlEntry, daemon: string): readonly Edit[] | undefined {
  const { file, start } = entry.span;
  const indent = indentOf(entry.key.span);
  const line = file.text.lastIndexOf('\n', start - 1) + 1;
  if (indent === undefined || file.text.slice(line, start) !== indent) return undefined;
  const end = lineEnd(file.text);
  return [aboveComment({ span: { file, start: line, end: line }, text: `${indent}services:${end}${indent}  - ${daemon}${end}` })];
}
