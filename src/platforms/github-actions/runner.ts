import { asMap, oneOrMore, textOf, type YamlNode } from '../../formats/yaml.js';
import { HOSTED_RUNNER } from '../../knowledge/github-actions.js';
import { append } from '../../model/append.js';
import type { Machine } from '../../model/pipeline.js';
import type { Setting } from '../../model/step.js';
import type { Value } from '../../model/value.js';
import type { Cases } from './cases.js';
import { asText } from './data.js';
import { lowerCases, lowerText } from './lower.js';
import type { Scope } from './scope.js';

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on

/** `runs-on: ubuntu-latest`, `[self-hosted, linux]`, `{ group: …, labels: … }`; an expression counts as far as it is known. */
export function readMachine(runsOn: YamlNode | undefined, image: Setting | undefined, scope: Scope): Machine {
  const group = asMap(runsOn);
  const label = labelOf(runsOn, scope);
  const alternatives = group === undefined ? labelSets(runsOn, scope) : labelSets(group.get('labels'), scope);
  const machines = (alternatives ?? []).map(describe);
  const known = alternatives !== undefined && machines.length > 0;
  const same = <T>(of: (machine: Facts) => T): T | undefined => {
    const [first, ...rest] = machines.map(of);
    return rest.every(other => other === first) ? first : undefined;
  };
  const os = known ? same(machine => machine.os) : undefined;
  const architecture = known ? same(machine => machine.architecture) : undefined;
  const daemon = known && image === undefined ? same(machine => machine.daemon) : undefined;
  return {
    // A group may hold hosted runners or one's own.
    entry: known && group === undefined && machines.every(machine => machine.hosted) ? 'clean' : 'unknown',
    ...(label && { label }),
    ...(image ? { os: 'linux', image } : os && { os }),
    ...(architecture && { architecture }),
    ...(daemon !== undefined && { daemon }),
  };
}

function labelOf(runsOn: YamlNode | undefined, scope: Scope): Value | undefined {
  const labels = runsOn?.kind === 'map' ? runsOn.get('labels') : runsOn;
  const [first, ...rest] = oneOrMore(labels).flatMap(node => (node.kind === 'scalar' ? [lowerText(node.text, scope)] : []));
  return first === undefined || rest.length > 0 ? undefined : first;
}

/** The lists of labels that may be asked for; nothing where one of them is not known. */
function labelSets(node: YamlNode | undefined, scope: Scope): readonly (readonly string[])[] | undefined {
  if (node?.kind === 'scalar') return node.value === null ? undefined : listsOf(lowerCases(node.text, scope));
  const labels: string[] = [];
  for (const item of oneOrMore(node)) {
    if (textOf(item) === undefined || item.kind !== 'scalar') return undefined;
    const [only, ...rest] = listsOf(lowerCases(item.text, scope)) ?? [];
    if (only === undefined || rest.length > 0) return undefined;
    append(labels, only);
  }
  return labels.length > 0 ? [labels] : undefined;
}

function listsOf(cases: Cases): readonly (readonly string[])[] | undefined {
  const lists: (readonly string[])[] = [];
  for (const { datum } of cases) {
    if (datum.data === undefined) return undefined;
    const { json } = datum.data;
    lists.push(Array.isArray(json) ? json.map(asText) : [asText(json)]);
  }
  return lists;
}

interface Facts extends Pick<Machine, 'os' | 'architecture' | 'daemon'> {
  readonly hosted: boolean;
}

function describe(labels: readonly string[]): Facts {
  const folded = labels.map(label => label.toLowerCase());
  const [only = ''] = folded;
  if (folded.length === 1 && HOSTED_RUNNER.test(only)) return hosted(only);
  const has = (...names: readonly string[]): boolean => names.some(name => folded.includes(name));
  // https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/apply-labels
  const os = has('linux') ? 'linux' : has('macos') ? 'macos' : has('windows') ? 'windows' : undefined;
  const architecture = has('x64') ? 'amd64' : has('arm64') ? 'arm64' : undefined;
  return { hosted: false, ...(os && { os }), ...(architecture && { architecture }) };
}

/** https://docs.github.com/en/actions/reference/runners/github-hosted-runners#supported-runners-and-hardware-resources */
function hosted(label: string): Facts {
  const arm = label.endsWith('-arm');
  if (label.startsWith('ubuntu')) return { hosted: true, os: 'linux', architecture: arm ? 'arm64' : 'amd64', daemon: true };
  if (label.startsWith('windows')) return { hosted: true, os: 'windows', architecture: arm ? 'arm64' : 'amd64' };
  const version = Number(/^macos-(\d+)/.exec(label)?.[1] ?? 15);
  const intel = /-(?:large|intel)$/.test(label) || (version < 14 && !label.endsWith('-xlarge'));
  return { hosted: true, os: 'macos', architecture: intel ? 'amd64' : 'arm64', daemon: false };
}
