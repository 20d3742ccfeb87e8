import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../model/finding.js';
import { inPreset, presetsOf, type RuleInfo } from '../model/rule-info.js';

/** The longest text code scanning takes for a description. */
const LONGEST_DESCRIPTION = 1_024;

const MEANINGS: Record<Severity, string> = {
  error: 'The build fails, or silently does not do what the file says.',
  warning: 'This goes against a documented recommendation.',
  note: 'This is a matter of hygiene.',
};

/** Code scanning's word for a problem that is no security problem. */
const PROBLEM_SEVERITIES: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'recommendation' };

/** Above 7.0 is shown as high, above 4.0 as medium. Only what exposes a credential is a security alert. */
const SECURITY_SEVERITIES: Record<Severity, string> = { error: '8.0', warning: '5.5', note: '3.0' };

/** A rule as code scanning shows it beside an alert. */
export function ruleDescriptor(rule: RuleInfo): ReportingDescriptor {
  const summary = `${rule.summary}.`;
  const description = `${summary} ${MEANINGS[rule.severity]}`;
  const silence = `dbc-lint: ignore[${rule.id}] -- reason`;
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: summary.slice(0, LONGEST_DESCRIPTION) },
    fullDescription: { text: description.slice(0, LONGEST_DESCRIPTION) },
    helpUri: rule.practice,
    help: {
      text: `${description}\n\nThe documented practice: ${rule.practice}\n\nTo accept one place, put a comment above it: ${silence}`,
      markdown: `${description}\n\n[The documented practice](${rule.practice})\n\nTo accept one place, put a comment above it:\n\n\`\`\`yaml\n# ${silence}\n\`\`\`\n`,
    },
    defaultConfiguration: { enabled: inPreset(rule, 'recommended'), level: rule.severity },
    properties: {
      category: rule.category,
      presets: [...presetsOf(rule)],
      tags: ['docker', 'build-cloud', 'ci', rule.category, ...(rule.category === 'secrets' ? ['security'] : [])],
      // A rule reports only what holds in every way its job can run.
      precision: 'high',
      ...(rule.category === 'secrets'
        ? { 'security-severity': SECURITY_SEVERITIES[rule.severity] }
        : { 'problem.severity': PROBLEM_SEVERITIES[rule.severity] }),
    },
  };
}

/** `login-missing` as the friendly name that readers of SARIF expect: `LoginMissing`. */
export function pascalCase(id: string): string {
  return id.replace(/(?:^|[-/])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
