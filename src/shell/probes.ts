import { known, type Value } from '../model/value.js';

/** Programs that are run to ask something: what stands behind their `&&` hangs on the answer. */
const PROBES: ReadonlySet<string> = new Set(
  'grep egrep fgrep rg which type hash pgrep pidof diff cmp id stat ls nc dpkg dpkg-query rpm lsof ping getent mountpoint tty'.split(' '),
);

/** Sub-commands that only look; an empty list means all of them. */
const ASKS: ReadonlyMap<string, readonly RegExp[]> = new Map(
  Object.entries({
    docker: [
      /^(inspect|info|ps|images|version|search|port|top|logs|stats|events|wait)( |$)/,
      /^(image|container|network|volume|context|plugin|service|node|secret|config|manifest|system|stack|swarm) (inspect|ls|list|ps|info|history|df)( |$)/,
      /^buildx (inspect|ls|version|du)( |$)/,
      /^buildx imagetools inspect( |$)/,
      /^(compose|buildx|scout|manifest) (version|ls|ps|config|images)( |$)/,
      /^(--version|-v)( |$)/,
    ],
    git: [/^(diff|rev-parse|ls-files|ls-remote|show-ref|describe|log|status|merge-base|cat-file|grep|check-ignore)( |$)/],
    kubectl: [/^(get|describe|auth|version|cluster-info)( |$)/],
    jq: [/(^| )(-e|--exit-status)( |$)/],
    aws: [/ (describe|list|get|head|wait)-?/],
    command: [/^-[vV]( |$)/],
    systemctl: [/^(is-|status|show)/],
  }),
);

/** Whether a command asks rather than does, so that its failure is an answer and not a mishap. */
export function isProbe(words: readonly Value[]): boolean {
  const start = words.findIndex(word => known(word) !== 'sudo');
  const [program, ...rest] = words.slice(Math.max(start, 0)).map(known);
  if (program === undefined) return false;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (PROBES.has(name)) return true;
  const forms = ASKS.get(name);
  if (forms === undefined) return false;
  const text = rest.map(word => word ?? '?').join(' ');
  return forms.some(form => form.test(text));
}
