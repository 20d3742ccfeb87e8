import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.js';
import { COMMENT_RULES } from '../filter.js';
import { suggestion } from '../model/nearest.js';
import type { PlatformId } from '../model/pipeline.js';
import { inPreset, type Preset, presetsOf, type RuleInfo } from '../model/rule-info.js';
import { platforms } from '../platforms/index.js';
import type { Arguments } from './arguments.js';
import { EXIT } from './exit-code.js';
import type { Io } from './io.js';
import { writeReport } from './reports.js';
import { UsageError } from './usage-error.js';

/** Those that look at jobs, and those that look at ignore comments; sorted by id. */
const ALL: readonly RuleInfo[] = [...rules, ...COMMENT_RULES].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Rules look at jobs, and a Compose file has none. */
const JOB_PLATFORMS = platforms.map(platform => platform.id).filter(id => id !== 'compose-file');

/** Lists the rules. */
export async function rulesCommand(args: Arguments, io: Io): Promise<number> {
  const [operand] = args.operands;
  if (operand !== undefined)
    throw new UsageError(`'rules' takes no '${operand}'. For one rule, run dbc-lint explain RULE; for a folder, dbc-lint ./rules.`);
  const { preset } = args;
  const shown = preset === undefined ? ALL : ALL.filter(rule => inPreset(rule, preset));
  for (const output of args.outputs)
    await writeReport(output, io, args.color, () => (output.format === 'json' ? ruleJson(shown, io) : ruleTable(shown)));
  return EXIT.clean;
}

const IGNORE_FORM = 'The form of an ignore comment: # dbc-lint: ignore[rule-id, …] until=YYYY-MM-DD -- reason';

/** Shows the document of a rule, or what is reported on a line. */
export async function explainCommand(args: Arguments, io: Io): Promise<number> {
  const [id, ...more] = args.operands;
  if (args.here !== undefined && id === undefined) return (await import('./here-command.js')).hereCommand(args.here, args, io);
  if (id === undefined || args.here !== undefined || more.length > 0)
    throw new UsageError('explain takes one rule or one line: dbc-lint explain RULE, dbc-lint explain --here FILE:LINE.');
  io.stdout.write(documentOf(ruleNamed(id), io));
  return EXIT.clean;
}

function documentOf(rule: RuleInfo, io: Io): string {
  if (COMMENT_RULES.includes(rule)) return `# ${rule.id}\n\n${rule.summary}.\n\n${IGNORE_FORM}\n`;
  return readFileSync(join(io.rulesFolder, `${rule.id}.md`), 'utf8');
}

/** @throws UsageError where there is none of that name */
export function ruleNamed(id: string): RuleInfo {
  const rule = ALL.find(candidate => candidate.id === id);
  if (rule !== undefined) return rule;
  const known = ALL.map(candidate => candidate.id);
  throw new UsageError(`There is no rule '${id}'.${suggestion(id, known)} Run dbc-lint rules for all rules.`);
}

function ruleTable(shown: readonly RuleInfo[]): string {
  const rows = shown.map(rule => [rule.id, rule.severity, rule.category, setText(rule), rule.summary] as const);
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map(row => `${line(row)}\n`).join('');
}

/** The set that brings a rule, where that is not every one. */
function setText({ preset, offByDefault }: RuleInfo): string {
  return offByDefault ? 'policy' : (preset ?? '');
}

/** A rule as `rules --format json` gives it; readers must ignore keys they do not know. */
interface JsonRule extends Pick<RuleInfo, 'id' | 'summary' | 'severity' | 'category' | 'practice'> {
  /** the named sets that it is in; none for a policy, which is on once it is configured */
  readonly presets: readonly Preset[];
  readonly options: readonly { readonly name: string; readonly default: unknown; readonly choices?: readonly string[] }[];
  readonly fixable: boolean;
  /** on which it can show */
  readonly platforms: readonly PlatformId[];
  /** Markdown */
  readonly document: string;
}

function ruleJson(shown: readonly RuleInfo[], io: Io): string {
  const list = shown.map((rule): JsonRule => {
    const { id, summary, severity, category, practice, defaults, choices = {}, fixable = false, notOn = {} } = rule;
    return {
      ...{ id, summary, severity, category, practice },
      presets: presetsOf(rule),
      options: Object.entries(defaults ?? {}).map(([name, value]) => ({
        ...{ name, default: value },
        ...(choices[name] && { choices: choices[name] }),
      })),
      fixable,
      platforms: JOB_PLATFORMS.filter(platform => notOn[platform] === undefined),
      document: documentOf(rule, io),
    };
  });
  return `${JSON.stringify(list, undefined, 2)}\n`;
}
