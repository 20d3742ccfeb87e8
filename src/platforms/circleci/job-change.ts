import type { YamlMap } from '../../formats/yaml.js';
import { textOf } from '../../formats/yaml.js';
import type { JobChange } from '../../model/rewrite.js';
import type { Edit } from '../../source/file.js';
import { withEntry } from '../yaml-lists.js';

/** Answers what rules ask of a job, with a further step. */
export function jobChange(asked: JobChange, job: YamlMap): readonly Edit[] | undefined {
  const list = job.get('steps');
  const items = list?.kind === 'list' && list.anchor === undefined ? list.items : [];
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return undefined;
  switch (asked.change) {
    case 'daemon':
      // https://circleci.com/docs/guides/execution-managed/building-docker-images/
      return withEntry(textOf(first) === 'checkout' ? { behind: first } : { before: first }, ['setup_remote_docker']);
    case 'at-end':
      return withEntry({ behind: last }, ['run:', `  command: ${asked.command}`, '  when: always']);
    case 'not-for-forks':
      return undefined;
  }
}
