import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Programs that must not really run: what they are called with is written down, and they succeed. */
const STAND_INS =
  'docker docker-compose curl wget jq apk apt-get git aws gcloud make npm node sudo env time timeout nohup nice sleep uname sha256sum'.split(
    ' ',
  );

/** Programs without an effect outside of the folder they run in. */
const REAL = 'bash sh cat tr seq basename dirname date mkdir chmod grep sed head tail cut sort ls rm tee mktemp'.split(' ');

/** Past a wrapper's own flags and assignments stands the program it runs. */
const STAND_IN = `#!/bin/bash
name=\${0##*/}
printf '%s\\0' "$#" "$name" "$@" >>"$RECORDING"
# Who writes to a pipe that nobody reads dies of it.
case "$name $*" in
  sha256sum* | jq* | docker*--password-stdin*) [[ -p /dev/stdin ]] && cat >/dev/null ;;
esac
case $name in
  uname) echo x86_64 ;;
  jq) echo https://example.invalid/asset ;;
  curl)
    [[ \${*: -1} == */checksums.txt ]] && echo 0123abcd  buildx.linux-amd64
    while (($#)); do [[ $1 == --output ]] && : >"$2"; shift; done ;;
  sudo | env | nohup | time | nice | timeout)
    while (($#)); do
      case $1 in
        -u | -k | -n) shift 2 ;;
        -*) shift ;;
        *=*) export "$1"; shift ;;
        *) break ;;
      esac
    done
    [[ $name == timeout ]] && shift
    (($#)) && exec "$@" ;;
esac
exit 0
`;

/** Whether this machine has the shell that is recorded. */
export function hasBash(): boolean {
  return existsSync('/bin/bash');
}

/**
 * Runs a script of our own fixtures with bash, in a copy of its folder, and gives the words of every call of an outside program, in the
 * order they were made. `~` stands for the home folder.
 * @param variables what its environment holds besides
 */
export function recordedCalls(
  folder: string,
  script: string,
  variables: Readonly<Record<string, string>> = {},
): readonly (readonly string[])[] {
  const box = mkdtempSync(join(tmpdir(), 'recorded-'));
  try {
    const [programs, home, work, recording] = ['programs', 'home', 'work', 'recording'].map(name => join(box, name)) as [
      string,
      string,
      string,
      string,
    ];
    for (const path of [programs, home]) mkdirSync(path);
    writeFileSync(recording, '');
    writeFileSync(join(programs, '.stand-in'), STAND_IN);
    chmodSync(join(programs, '.stand-in'), 0o755);
    for (const name of STAND_INS) symlinkSync('.stand-in', join(programs, name));
    for (const name of REAL) {
      const path = ['/usr/bin', '/bin'].map(place => join(place, name)).find(existsSync);
      if (path !== undefined) symlinkSync(path, join(programs, name));
    }
    cpSync(folder, work, { recursive: true });
    const shebang = /^#!\/bin\/(\S+) ?(.*)/.exec(readFileSync(join(work, script), 'utf8'));
    const flags = shebang?.[2] ? [shebang[2]] : [];
    spawnSync(join('/bin', shebang?.[1] ?? 'bash'), [...flags, script], {
      cwd: work,
      env: { PATH: programs, HOME: home, RECORDING: recording, LANG: 'C.UTF-8', ...variables },
      stdio: 'ignore',
      timeout: 20_000,
    });
    return callsIn(readFileSync(recording, 'utf8')).map(call => call.map(word => word.replaceAll(home, '~')));
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

/** Each call: the number of its arguments, its name, its arguments, all ended by NUL. */
function callsIn(recording: string): readonly (readonly string[])[] {
  const words = recording.split('\0');
  const calls: string[][] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const length = Number(words[at]) + 1;
    calls.push(words.slice(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return calls;
}
