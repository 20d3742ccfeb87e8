import { rules } from '../../rules/index.js';
import { lintWhole } from '../lint.js';
import { type Migrated, migrate } from '../migrate.js';
import { Redactor } from '../report/redact.js';
import { counted } from '../report/text.js';
import type { Span } from '../source/file.js';
import type { Arguments } from './arguments.js';
import { EXIT } from './exit-code.js';
import { findFiles, pathsSeenFrom } from './files.js';
import { writeDiff, writeFixes } from './fixes.js';
import { builderNamed, toolchainNamed } from './init-command.js';
import type { Io } from './io.js';
import { tuneV8 } from './tune-v8.js';

/**
 * Moves Docker builds to Build Cloud: shows what would change as a unified diff, or writes it, and names on standard error what is left for
 * a person. Configuration does not change what the documented form is.
 */
export async function migrateCommand(args: Arguments, io: Io): Promise<number> {
  const destination = { builder: builderNamed(args.order.builder), toolchain: toolchainNamed(args.order.toolchain) };
  const files = await findFiles(args.operands, args.exclude, io.cwd);
  tuneV8(files.paths.length);
  const { project, base, paths, unread, whole } = files;
  const migrated = await migrate(project, changed => lintWhole(changed, rules, { paths, unread, partial: !whole }), destination);
  const shownPath = pathsSeenFrom(io.cwd, base);
  if (args.fixing?.to === 'write') writeFixes(migrated, project, base);
  else writeDiff(migrated, project, shownPath, 'use --write', io);
  io.stderr.write(new Redactor(migrated.secrets).text(summary(migrated, shownPath)));
  return migrated.left.length === 0 ? EXIT.clean : EXIT.findings;
}

function summary({ moved, left, open }: Migrated, shownPath: (path: string) => string): string {
  const place = ({ file, start }: Span) => {
    const { line, column } = file.position(start);
    return `${shownPath(file.path)}:${line}:${column}`;
  };
  const lines = [
    ...left.map(({ at, why }) => `${place(at)} not moved: ${why}.`),
    ...open.map(({ at, rule, message }) => `after the move ${place(at)} ${rule}: ${message}`),
    `${counted(moved.length, 'job moves', 'jobs move')} to Build Cloud, ${left.length} ${left.length === 1 ? 'place is' : 'places are'} left.`,
    ...(moved.length === 0
      ? []
      : [
          'They sign in with DOCKER_USER and DOCKER_PAT; on Jenkins with the credential docker-build-cloud. dbc-lint init shows for each platform where to set them.',
        ]),
  ];
  return lines.map(line => `${line}\n`).join('');
}
