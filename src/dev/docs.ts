import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.js';
import { VOCABULARY } from '../cli/configured.js';
import { COMMENT_RULES } from '../filter.js';
import type { RuleInfo } from '../model/rule-info.js';
import { jsonSchema } from './config-schema.js';
import { ruleTable, withHeader } from './documents.js';
import { type Files, outdated, textAt, write } from './generated.js';

/** The documents of all rules, their table and the schema of configuration files, as they should be. */
export function documents(top: string, all: readonly RuleInfo[] = rules): Files {
  const files = new Map<string, string>();
  for (const rule of all) {
    const path = `rules/${rule.id}.md`;
    files.set(path, withHeader(rule, textAt(top, path) ?? ''));
  }
  files.set('rules/README.md', ruleTable(all));
  files.set('rules/config.schema.json', jsonSchema({ ...VOCABULARY, rules: [...all, ...COMMENT_RULES] }));
  return files;
}

/** `npm run docs` writes the headers of the rules' documents, their table and the schema; `npm run docs -- --check` says which are out of date. */
function main(options: readonly string[]): number {
  const files = documents('.');
  if (!options.includes('--check')) {
    for (const path of write('.', files)) console.log(`wrote ${path}`);
    return 0;
  }
  const paths = outdated('.', files);
  for (const path of paths) console.error(`${path} is out of date; run \`npm run docs\``);
  return paths.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
