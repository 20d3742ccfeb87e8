import { asMap, itemsOf, textOf, type YamlMap, type YamlNode } from '../../formats/yaml.js';
import { append } from '../../model/append.js';
import { Env } from '../../model/env.js';
import type { Machine } from '../../model/pipeline.js';
import type { Rewrite } from '../../model/rewrite.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type {
  CacheDirectory,
  Component,
  PlannedStep,
  Script,
  Setting,
  Shell,
  ShellDialect,
  ShellOptions,
  StepFields,
} from '../../model/step.js';
import { known, reference } from '../../model/value.js';
import type { MappedText } from '../../source/mapped-text.js';
import { flatten } from '../flatten.js';
import { fields, itemSetting, joinedScript, scriptLines } from '../lowering.js';
import { rewritableList } from '../yaml-lists.js';
import { readPipe } from './pipes.js';
import type { FileScope } from './read.js';

/** The items of a script are one shell, which stops at the first that fails; a pipe in between runs in a container of its own. */
const OPTIONS: ShellOptions = { errexit: true, pipefail: false, xtrace: false };

export function scriptSteps(step: YamlMap, name: string | undefined, machine: Machine, scope: FileScope): readonly PlannedStep[] {
  const own: Partial<StepFields> = name === undefined ? {} : { name };
  const more = textOf(step.get('oidc')) === 'true' ? { ...own, env: oidcVariables(step) } : own;
  // Runners on Windows take scripts for PowerShell: https://support.atlassian.com/bitbucket-cloud/docs/set-up-runners-for-windows/
  const dialect = machine.os === 'windows' ? 'powershell' : 'bash';
  const script = sessionSteps(step.get('script'), { options: OPTIONS, dialect, more, scope });
  // `after-script` runs whatever happened, in a shell of its own.
  const after = sessionSteps(step.get('after-script'), { options: NO_OPTIONS, dialect, more: { ...more, tolerated: true }, scope });
  return [...cacheSteps(step, scope), ...script, ...after];
}

interface Session {
  readonly options: ShellOptions;
  readonly dialect: ShellDialect;
  readonly more: Partial<StepFields>;
  readonly scope: FileScope;
}

/** Lines up to a pipe are one text; the shell goes on behind it. */
function sessionSteps(list: YamlNode | undefined, session: Session): readonly PlannedStep[] {
  const { options, dialect, more, scope } = session;
  const steps: PlannedStep[] = [];
  let lines: MappedText[] = [];
  let continues = false;
  const run = (script: Script | undefined, component?: Component): void => {
    if (script === undefined) return;
    const place = fields(script.text.spanOf(), scope.root, { ...more, ...(component === undefined ? {} : { component }) });
    // An image may have no bash.
    const shell: Shell = { kind: 'shell', ...place, script, dialect, dialectAssumed: true, options };
    steps.push(continues ? { ...shell, continues: true } : shell);
    continues = true;
  };
  for (const item of list === undefined ? [] : flatten(list).items) {
    const map = asMap(item);
    const entry = map?.entry('pipe');
    if (map === undefined || entry === undefined) {
      append(lines, scriptLines([item], scope.note));
      continue;
    }
    run(joinedScript(lines));
    lines = [];
    const { step, script } = readPipe(map, entry.span, fields(entry.span, scope.root, more));
    steps.push(step);
    run(script, step.component);
  }
  run(joinedScript(lines));
  return steps;
}

/** `caches: [docker]` keeps the local daemon's layers; other names are folders under `definitions.caches`. */
function cacheSteps(step: YamlMap, scope: FileScope): readonly CacheDirectory[] {
  const definitions = asMap(asMap(scope.top.get('definitions'))?.get('caches'));
  const nodes = itemsOf(step.get('caches'));
  return nodes.flatMap((node): readonly CacheDirectory[] => {
    const cache = itemSetting(node);
    if (cache === undefined) return [];
    const defined = definitions?.get(known(cache.value) ?? '');
    const path: Setting | undefined = defined === undefined ? undefined : itemSetting(asMap(defined)?.get('path') ?? defined);
    const rewrite: Rewrite = (...changes) => {
      const named = changes.map(change => (change.change === 'remove-step' ? ({ change: 'remove', setting: cache } as const) : change));
      return rewritableList(nodes, [{ map: step, key: 'caches' }]).rewrite?.(...named);
    };
    return [{ ...fields(node.span, scope.root), rewrite, kind: 'cache-directory', paths: [path ?? cache] }];
  });
}

function oidcVariables(step: YamlMap): Env {
  const at = step.entry('oidc')?.span ?? step.span;
  const name = 'BITBUCKET_STEP_OIDC_TOKEN';
  return Env.of([[name, reference({ scope: 'secret', name }, at)]]);
}
