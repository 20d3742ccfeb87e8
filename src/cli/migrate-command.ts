import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rules } from '../../rules/index.js';
import { lint } from '../lint.js';
import { type Migrated, migrate } from '../migrate.js';
import { unifiedDiff } from '../report/diff.js';
import { Redactor } from '../report/redact.js';
import { counted } from '../report/text.js';
import type { Span } from '../source/file.js';
import type { Arguments } from './arguments.js';
import { EXIT } from './exit-code.js';
import { findFiles } from './files.js';
import { builderNamed, toolchainNamed } from './init-command.js';
import type { Io } from './io.js';

/**
 * Moves Docker builds to Build Cloud: prints what would change as a unified diff, and on standard error what is left for a person. Neither
 * configuration nor ignore comments change what the documented form is.
 */
export async function migrateCommand(args: Arguments, io: Io): Promise<number> {
  const destination = { builder: builderNamed(args.order.builder), toolchain: toolchainNamed(args.order.toolchain) };
  const files = await findFiles(args.operands, args.exclude, io.cwd);
  const { paths, unread } = files;
  const migrated = await migrate(files.project, project => lint(project, rules, { paths, unread, partial: !files.whole }), destination);
  const redactor = new Redactor(migrated.report.secrets);
  const cwd = realpathSync(io.cwd);
  const shownPath = (path: string) => relative(cwd, join(files.base, path)).replaceAll(sep, '/');
  for (const [path, text] of [...migrated.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = files.project.read(path);
    if (before !== undefined) io.stdout.write(redactor.text(unifiedDiff(shownPath(path), before.text, text.replace(/^\ufeff/, ''))));
  }
  io.stderr.write(redactor.text(summary(migrated, shownPath)));
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
