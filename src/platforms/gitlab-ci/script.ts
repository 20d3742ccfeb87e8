import type { YamlNode } from '../../formats/yaml.js';
import type { Unread } from '../../model/pipeline.js';
import type { Hole, Script } from '../../model/step.js';
import { MappedText } from '../../source/mapped-text.js';
import { mapNote, scriptLines } from '../lowering.js';
import { interpolationValue } from './values.js';

export interface ScriptRead {
  /** absent where there is no line at all */
  readonly script?: Script;
  /** references that lead to lines nobody has seen */
  readonly lost: readonly YamlNode[];
  readonly unread: readonly Unread[];
}

/** The lines of some script keys as the one script that the runner makes of them. */
export function readScript(nodes: readonly (YamlNode | undefined)[]): ScriptRead {
  const lost: YamlNode[] = [];
  const unread: Unread[] = [];
  const note = (one: Unread): void => void unread.push(one);
  const texts = scriptLines(nodes, note, node => (node.kind === 'list' ? lost.push(node) : note(mapNote(node))));
  return { ...(texts.length > 0 ? { script: masked(MappedText.joined(texts, '\n')) } : {}), lost, unread };
}

/** `$[[ inputs.x ]]` that no include has given a value; it is put in place before the shell sees it. */
function masked(text: MappedText): Script {
  const holes: Hole[] = [];
  for (const match of text.value.matchAll(/\$\[\[(.{0,1000}?)\]\]/g)) {
    const start = match.index;
    const end = start + match[0].length;
    holes.push({ start, end, value: interpolationValue(match[1] ?? '', text.slice(start, end)) });
  }
  return { text: holes.length > 0 ? text.masked(holes) : text, holes };
}
