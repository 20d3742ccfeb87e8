import { EMULATION_PACKAGES } from '../knowledge/emulation.js';
import { PLUGIN_PACKAGES } from '../knowledge/packages.js';
import { flattened, isWritten, slice } from '../model/csv.js';
import type { Command, PlannedStep } from '../model/step.js';
import { known, type Value } from '../model/value.js';
import type { CommandReader } from './command-reader.js';
import { fieldsOf, optional } from './fields.js';
import { type FlagTable, flagTable, parseFlags } from './flags.js';

/** A package manager: the words that mean "install", and the flags that take a value. */
interface Manager {
  readonly install: readonly string[];
  readonly flags: FlagTable;
}

const APT = flagTable({
  value: 'option/o config-file/c target-release/t default-release host-architecture/a build-profiles/P',
  alone: `yes/y assume-yes quiet/q no-install-recommends install-recommends fix-broken/f fix-missing/m allow-downgrades allow-unauthenticated
    allow-change-held-packages force-yes only-upgrade upgrade no-upgrade reinstall download-only/d simulate/s show-progress verbose-versions/V`,
});
const APK = flagTable({
  value: 'virtual/t repository/X root/p keys-dir repositories-file arch cache-dir wait',
  alone: 'no-cache quiet/q upgrade/u update-cache/U latest/l force/f simulate/s verbose/v allow-untrusted no-progress',
});
const RPM = flagTable({
  value: 'enablerepo disablerepo repo repoid setopt installroot releasever exclude/x config/c',
  alone: 'assumeyes/y quiet/q nogpgcheck allowerasing nobest best skip-broken refresh verbose/v downloadonly',
});
const BREW = flagTable({ value: 'appdir', alone: 'quiet/q verbose/v force/f cask formula HEAD build-from-source/s debug/d' });
const PIP = flagTable({
  value: 'requirement/r constraint/c index-url/i extra-index-url find-links/f target/t prefix root editable/e trusted-host progress-bar',
  alone: 'user upgrade/U no-cache-dir quiet/q ignore-installed/I break-system-packages disable-pip-version-check pre no-deps',
});
const PACMAN = flagTable({ alone: 'noconfirm needed sync/S refresh/y sysupgrade/u' });

const MANAGERS: ReadonlyMap<string, Manager> = new Map([
  ['apt-get', { install: ['install'], flags: APT }],
  ['apt', { install: ['install'], flags: APT }],
  ['aptitude', { install: ['install'], flags: APT }],
  ['apk', { install: ['add'], flags: APK }],
  ['yum', { install: ['install', 'localinstall', 'update'], flags: RPM }],
  ['dnf', { install: ['install', 'in', 'upgrade'], flags: RPM }],
  ['microdnf', { install: ['install'], flags: RPM }],
  ['zypper', { install: ['install', 'in'], flags: RPM }],
  ['brew', { install: ['install', 'upgrade', 'reinstall'], flags: BREW }],
  ['pip', { install: ['install'], flags: PIP }],
  ['pip3', { install: ['install'], flags: PIP }],
  ['pacman', { install: [], flags: PACMAN }],
]);

/** The reader of a package manager: installs of Buildx, Compose and QEMU; other packages are of no interest. */
export function packageManager(program: string): CommandReader | undefined {
  const manager = MANAGERS.get(program);
  return manager && { read: command => installs(command, manager) };
}

function installs(command: Command, manager: Manager): readonly PlannedStep[] | undefined {
  const { positionals } = parseFlags(command.words.slice(1), manager.flags);
  const [action, ...rest] = positionals;
  if (manager.install.length > 0 && !manager.install.includes(known(action) ?? '')) return undefined;
  const packages = manager.install.length > 0 ? rest : positionals;
  const steps = packages.flatMap(word => installed(command, word) ?? []);
  return steps.length > 0 ? steps : undefined;
}

/** `name`, `name=1.2`, `name~=1.2`, `name==1.2`, `name@1.2`, `tap/name`, `name:amd64`. */
function installed(command: Command, word: Value): PlannedStep | undefined {
  const text = flattened(word);
  const [, tap = '', name = '', sign = ''] = /^((?:[\w-]+\/)*)([\w.+-]+)(?::\w+)?([=~<>@]*)/.exec(text) ?? [];
  if (!isWritten(name)) return undefined;
  if (EMULATION_PACKAGES.has(name)) return { kind: 'set-up-emulation', ...fieldsOf(command) };
  const plugin = PLUGIN_PACKAGES.get(name);
  if (plugin === undefined) return undefined;
  const version = sign === '' ? undefined : slice(word, tap.length + text.slice(tap.length).indexOf(sign) + sign.length);
  return {
    kind: 'install-plugin',
    ...fieldsOf(command),
    plugin,
    from: 'package',
    ...optional('version', version && { value: version, span: word.span }),
  };
}
