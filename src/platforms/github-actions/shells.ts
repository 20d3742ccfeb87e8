import type { Machine } from '../../model/pipeline.js';
import type { ShellDialect, ShellOptions } from '../../model/step.js';

export interface StepShell {
  readonly dialect: ShellDialect;
  readonly dialectAssumed?: true;
  readonly options: ShellOptions;
}

const NONE: ShellOptions = { errexit: false, pipefail: false, xtrace: false };

/**
 * How a `run` step is started: `bash -e` where no shell is named, with `pipefail` only where `bash` is
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell).
 * @param shell the `shell` in force, `undefined` where none is named, `null` where it is not known
 */
export function shellOf(shell: string | undefined | null, machine: Machine): StepShell {
  if (shell === null) return { dialect: 'bash', dialectAssumed: true, options: { ...NONE, errexit: true } };
  if (shell === undefined) return unnamed(machine);
  const [program = '', ...words] = shell.trim().split(/\s+/);
  const name = (/[^/\\]+$/.exec(program)?.[0] ?? '').toLowerCase().replace(/\.exe$/, '');
  const dialect = DIALECTS[name] ?? 'other';
  if (words.length > 0) return { dialect, options: optionsIn(words) };
  if (name === 'bash') return { dialect, options: { ...NONE, errexit: true, pipefail: true } };
  return { dialect, options: { ...NONE, errexit: name === 'sh' } };
}

const DIALECTS: Readonly<Record<string, ShellDialect>> = {
  bash: 'bash',
  zsh: 'bash',
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  pwsh: 'powershell',
  powershell: 'powershell',
  cmd: 'cmd',
};

/** In a container the runner takes `sh`, as an image may have no bash. */
function unnamed(machine: Machine): StepShell {
  if (machine.os === 'windows') return { dialect: 'powershell', options: NONE };
  return { dialect: machine.image === undefined ? 'bash' : 'sh', options: { ...NONE, errexit: true } };
}

/** `bash --noprofile -euo pipefail {0}`. */
function optionsIn(words: readonly string[]): ShellOptions {
  const clusters = words.filter(word => /^-[a-zA-Z]+$/.test(word)).join('');
  return { errexit: clusters.includes('e'), pipefail: words.includes('pipefail'), xtrace: clusters.includes('x') };
}
