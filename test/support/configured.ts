import { rules } from '../../rules/index.js';
import { DocumentReader } from '../../src/config/document.js';
import { merge } from '../../src/config/merge.js';
import { MergedConfiguration } from '../../src/config/merged-configuration.js';
import type { LintOptions } from '../../src/lint-options.js';
import type { RuleInfo } from '../../src/model/rule-info.js';
import { platforms } from '../../src/platforms/index.js';
import type { Project } from '../../src/project/project.js';

/** The configuration of a project of fixtures, where it has one. */
const CONFIGURATION = '.dbc-lintrc.yaml';

const reader = new DocumentReader({ rules, platforms: platforms.map(({ id }) => id) });

/** Lints a project as its configuration says, with the set that brings the rule under test. */
export function optionsFor(project: Project, { preset = 'recommended' }: Pick<RuleInfo, 'preset'>): LintOptions {
  const file = project.read(CONFIGURATION);
  const document = file && reader.read(file);
  if (document === undefined) return { preset };
  return { configuration: new MergedConfiguration(merge([{ document, folder: '' }]), { preset }) };
}
