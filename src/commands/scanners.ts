import { flattened, slice } from '../model/csv.js';
import type { Command, PlannedStep, Setting, UseImage } from '../model/step.js';
import type { CommandReader } from './command-reader.js';
import type { Handler } from './docker-call.js';
import { PLUGIN, SCOUT } from './docker-flags.js';
import { fieldsOf, settingOf } from './fields.js';
import { type FlagTable, flagTable, isOpen, parseFlags } from './flags.js';

/** A program that looks at an image, in the local store or in a registry. */
interface Scanner {
  /** the sub-command that is about an image; a list where it takes several words; empty where there is none */
  readonly commands: readonly (readonly string[])[];
  readonly flags: FlagTable;
  /** the flag that names the image, where it is not a positional */
  readonly imageFlag?: string;
  /** `docker:app`, `registry:app`: what may stand before the name */
  readonly prefixes?: RegExp;
}

/** https://trivy.dev/latest/docs/references/configuration/cli/trivy_image/ (November 2026) */
const TRIVY = flagTable({
  value: `cache-backend cache-dir cache-ttl checks-bundle-repository compliance config config-data config-file-schemas config-check
    custom-headers db-repository detection-priority distro docker-host exit-code exit-on-eol file-patterns format/f helm-api-versions
    helm-kube-version helm-set helm-set-file helm-set-string helm-values ignore-policy ignore-status ignored-licenses ignorefile
    image-config-scanners image-src input java-db-repository license-confidence-level max-image-size misconfig-scanners module-dir
    output/o output-plugin-arg parallel password pkg-relationships pkg-types platform podman-host redis-ca redis-cert redis-key
    registry-token rego-error-limit rekor-url report sbom-sources scanners secret-config server severity/s skip-check-update-version
    skip-dirs skip-files template/t timeout token token-header trace-http username vex vuln-severity-source vuln-type security-checks
    light-db`,
  alone: `clear-cache dependency-tree disable-telemetry download-db-only download-java-db-only enable-modules generate-default-config
    help/h ignore-unfixed include-deprecated-checks include-dev-deps include-non-failures insecure license-full list-all-pkgs no-progress
    offline-scan password-stdin quiet/q debug/d redis-tls removed-pkgs render-cause reset show-suppressed skip-check-update
    skip-db-update skip-java-db-update skip-policy-update skip-update skip-version-check skip-vex-repo-update table-mode trace version/v`,
});

/** https://github.com/anchore/grype and https://github.com/anchore/syft (November 2026) */
const ANCHORE = flagTable({
  value: `add-cpes-if-none config/c distro exclude fail-on/f file from ignore-states name output/o platform profile scope/s sort-by template/t
    vex select-catalogers override-default-catalogers source-name source-version source-supplier base-path parallelism catalogers`,
  alone: 'add-cpes-if-none by-cve help/h only-fixed only-notfixed quiet/q show-suppressed verbose/v version',
});

/** https://docs.snyk.io/developer-tools/snyk-cli/commands/container-test: values only behind `=` */
const SNYK = flagTable({ alone: 'help json sarif debug d' });

const SCANNERS: ReadonlyMap<string, Scanner> = new Map([
  ['trivy', { commands: [['image'], ['i'], []], flags: TRIVY }],
  ['grype', { commands: [[]], flags: ANCHORE, prefixes: /^(?:docker|podman|registry):/ }],
  ['syft', { commands: [['scan'], ['packages'], []], flags: ANCHORE, prefixes: /^(?:docker|podman|registry):/ }],
  [
    'snyk',
    {
      commands: [
        ['container', 'test'],
        ['container', 'monitor'],
        ['test', '--docker'],
        ['monitor', '--docker'],
      ],
      flags: SNYK,
    },
  ],
  // https://github.com/wagoodman/dive
  [
    'dive',
    {
      commands: [[]],
      flags: flagTable({ value: 'source ci-config config highestUserWastedPercent lowestEfficiency json/j', alone: 'ci help/h version/v' }),
      prefixes: /^(?:docker|podman):\/\//,
    },
  ],
  // https://github.com/goodwithtech/dockle
  [
    'dockle',
    {
      commands: [[]],
      flags: flagTable({
        value: `accept-key/ak accept-file/af accept-file-extension/ae authurl cache-dir exit-code/c exit-level/l format/f host ignore/i
          input output/o password sensitive-word/sw sensitive-file/sf timeout/t token username use-xdg`,
        alone: 'clear-cache debug/d insecure no-color quiet/q help/h version/v version-check',
      }),
    },
  ],
  // https://github.com/GoogleContainerTools/container-structure-test
  [
    'container-structure-test',
    {
      commands: [['test']],
      flags: flagTable({
        value:
          'config/c driver/d default-image-tag ignore-ref-annotation image/i image-from-oci-layout metadata output/o platform runtime/r test-report verbosity/v',
        alone: 'force junit-suite-name no-color pull quiet/q save help/h',
      }),
      imageFlag: 'image',
    },
  ],
]);

/** A scanner's reader; `undefined` for a program that is none. */
export function scannerReader(program: string): CommandReader | undefined {
  const scanner = SCANNERS.get(program);
  return scanner && { read: command => scan(command, scanner) };
}

function scan(command: Command, scanner: Scanner): readonly PlannedStep[] | undefined {
  const words = command.words.slice(1);
  const form = scanner.commands.find(names => names.every((name, index) => flattened(words[index] ?? nothing(command)) === name));
  if (form === undefined) return undefined;
  const args = parseFlags(words.slice(form.length), scanner.flags);
  if (args.has('help')) return undefined;
  const image = scanner.imageFlag ? args.last(scanner.imageFlag) : asImage(args.positionals, scanner.prefixes);
  return image && [scanned(command, image)];
}

/** `trivy fs .` has no image: a path is none, nor is the name of another sub-command. */
function asImage(positionals: readonly Setting['value'][], prefixes: RegExp | undefined): Setting | undefined {
  const word = positionals.find(positional => !isOpen(positional)) ?? positionals[0];
  if (word === undefined) return undefined;
  const text = flattened(word);
  const prefix = prefixes?.exec(text)?.[0] ?? '';
  if (/^(?:\.|\/|~|[a-z-]+:(?:\/|\.))/.test(text.slice(prefix.length)) || SUB_COMMANDS.has(text)) return undefined;
  return { value: slice(word, prefix.length), span: word.span };
}

const SUB_COMMANDS = new Set(
  `attest cataloger clean completion config convert db explain filesystem fs help image kubernetes k8s login module plugin registry repo
  repository rootfs sbom server version vex vm build`.split(/\s+/),
);

function nothing(command: Command): Setting['value'] {
  return { parts: [], span: command.span };
}

function scanned(command: Command, image: Setting): UseImage {
  return { kind: 'use-image', ...fieldsOf(command), how: 'scan', images: [image] };
}

/** `docker scout cves IMAGE`: without an image it takes the one that was built last. */
export const scout: Handler = call => {
  const [name] = parseFlags(call.rest, PLUGIN).positionals;
  if (name === undefined || !SCOUT_COMMANDS.has(flattened(name))) return undefined;
  const args = parseFlags(call.rest.slice(call.rest.indexOf(name) + 1), SCOUT);
  if (args.has('help')) return undefined;
  const images = args.positionals.flatMap(word => scoutImage(word) ?? []);
  return [{ kind: 'use-image', ...call.fields, how: 'scan', images }];
};

const SCOUT_COMMANDS = new Set(['cves', 'quickview', 'qv', 'recommendations', 'compare', 'sbom', 'policy', 'push', 'attestation']);

/** `local://app` and `image://app` are images; `fs://`, `archive://`, `oci-dir://`, `sbom://` are not. */
function scoutImage(word: Setting['value']): Setting | undefined {
  const prefix = /^([a-z-]+):\/\//.exec(flattened(word));
  if (prefix === null) return settingOf(word);
  if (!['image', 'local', 'registry'].includes(prefix[1] ?? '')) return undefined;
  return { value: slice(word, prefix[0].length), span: word.span };
}
