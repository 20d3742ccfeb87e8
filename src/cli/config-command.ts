import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { discover } from '../discover.js';
import { suggestion } from '../model/nearest.js';
import { platforms } from '../platforms/index.js';
import { safeJson } from '../report/visible.js';
import type { Arguments } from './arguments.js';
import { PLACES } from './config-places.js';
import { resolvedFor, resolvedText } from './config-show.js';
import { configSet, shownPlace } from './configured.js';
import { EXIT } from './exit-code.js';
import { findFiles } from './files.js';
import type { Io } from './io.js';
import { writeFileAtomically } from './output.js';
import { writeReport } from './reports.js';
import { UsageError } from './usage-error.js';

const ACTIONS: Readonly<Record<string, (operands: readonly string[], args: Arguments, io: Io) => Promise<number>>> = {
  init,
  show,
  validate,
};

/** `config init`, `config show FILE`, `config validate [FILES]`. */
export async function configCommand(args: Arguments, io: Io): Promise<number> {
  const [name = '', ...operands] = args.operands;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action !== undefined) return action(operands, args, io);
  const wrong = name === '' ? 'config needs to be told what to do.' : `config cannot '${name}'.${suggestion(name, Object.keys(ACTIONS))}`;
  throw new UsageError(`${wrong} Write dbc-lint config init, config show FILE or config validate.`);
}

const START = `# yaml-language-server: $schema=./node_modules/dbc-lint/dist/rules/config.schema.json
preset: recommended

# The least severity that gives exit code 1: note, warning, error or never.
failOn: warning

# Rule → severity, or [severity, options]. \`dbc-lint rules\` lists them.
rules: {}

# Files that are not linted, and into which no finding points.
ignore: []
`;

async function init(operands: readonly string[], _args: Arguments, io: Io): Promise<number> {
  if (operands.length > 0) throw new UsageError(`config init takes no '${operands[0]}'. It writes .dbc-lintrc.yaml in the current folder.`);
  const there = PLACES.filter(place => place !== 'package.json').find(place => existsSync(join(io.cwd, place)));
  if (there !== undefined) throw new UsageError(`'${there}' is there already. Edit it, or remove it first.`);
  writeFileAtomically('.dbc-lintrc.yaml', io.cwd, START);
  io.stdout.write('Wrote .dbc-lintrc.yaml.\n');
  return EXIT.clean;
}

async function show(operands: readonly string[], args: Arguments, io: Io): Promise<number> {
  const [file, ...more] = operands;
  if (file === undefined || more.length > 0) throw new UsageError('config show takes one CI file: dbc-lint config show .gitlab-ci.yml.');
  const files = await findFiles([file], args.exclude, io.cwd);
  const [path = ''] = files.paths;
  const { configuration, base } = await configSet(files.disk, args.noConfig ? new Map() : files.configs, args.config, {}, io.cwd);
  const [claim] = discover(files.project, files.paths, platforms, {
    platformOf: at => configuration.platformOf(at),
    ignores: () => false,
  }).claims;
  if (claim === undefined) throw new UsageError(`'${file}' is no CI file of a platform that dbc-lint knows, or is of no interest to it.`);
  const resolved = resolvedFor(configuration, path, claim.platform.id, at => shownPlace(at, base, io.cwd));
  for (const output of args.outputs)
    await writeReport(output, io, args.color, () => (output.format === 'json' ? safeJson(resolved) : resolvedText(resolved)));
  return EXIT.clean;
}

async function validate(operands: readonly string[], args: Arguments, io: Io): Promise<number> {
  const named = [...operands, ...(args.config === undefined ? [] : [args.config])];
  const files = await findFiles(named, args.exclude, io.cwd);
  if (named.length > 0) for (const file of named) await configSet(files.disk, new Map(), file, {}, io.cwd);
  else if ((await configSet(files.disk, files.configs, undefined, {}, io.cwd)).configuration.count === 0)
    throw new UsageError('There is no configuration here. Write one with dbc-lint config init.');
  io.stdout.write(named.length > 1 ? 'The configurations are right.\n' : 'The configuration is right.\n');
  return EXIT.clean;
}
