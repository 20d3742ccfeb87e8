import type { YamlEntry, YamlMap } from '../../formats/yaml.js';
import { mapEntryAt } from '../../formats/yaml-lines.js';
import type { PlannedStep, StepFields } from '../../model/step.js';
import { known } from '../../model/value.js';
import type { Edit, Span } from '../../source/file.js';
import { removalOf } from '../../source/own-comment.js';
import { itemSetting } from '../lowering.js';
import type { Parameters } from './parameters.js';
import { substitutedValue } from './substitution.js';

/**
 * `docker_layer_caching`: layers of the daemon kept from job to job, for money
 * (https://circleci.com/docs/guides/optimize/docker-layer-caching/).
 * @param step the name of the step that the map belongs to, which may stand alone
 * @param keys what the switch is called there
 */
export function layerCache(
  map: YamlMap | undefined,
  parameters: Parameters,
  fields: StepFields,
  { step, keys = ['docker_layer_caching'] }: { readonly step?: Span; readonly keys?: readonly string[] } = {},
): readonly PlannedStep[] {
  const entry = keys.map(key => map?.entry(key)).find(found => found !== undefined);
  if (map === undefined || entry === undefined || known(substitutedValue(entry.value, parameters)) !== 'true') return [];
  const paths = [itemSetting(entry.key)].filter(setting => setting !== undefined);
  return [
    {
      ...fields,
      span: entry.span,
      rewrite: (asked, ...others) => (asked?.change === 'remove-step' && others.length === 0 ? without(entry, map, step) : undefined),
      kind: 'cache-directory',
      paths,
    },
  ];
}

function without(entry: YamlEntry, map: YamlMap, step: Span | undefined): readonly Edit[] | undefined {
  if (entry.aliasSpan !== undefined || entry.mergedAt !== undefined || map.anchor !== undefined) return undefined;
  const lines = map.entries.length > 1 ? mapEntryAt(entry.span)?.lines : undefined;
  if (lines !== undefined) return [removalOf(lines)];
  if (step === undefined || map.entries.length > 1) return undefined;
  const { file, end } = entry.span;
  return /^ *:\s*$/.test(file.text.slice(step.end, entry.span.start)) ? [{ span: { file, start: step.end, end }, text: '' }] : undefined;
}
