import type { Finding } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import type { RuleInfo } from '../../model/rule-info.js';
import { detailsOf, type Wording } from '../details.js';
import { type FrameLine, frameLines } from '../frame.js';
import type { Redactor } from '../redact.js';
import { counted } from '../text.js';
import { worstFirst } from '../worst-first.js';
import { type Html, html, prose } from './text.js';

/** Findings shown with their source; a page with more is slow to open, and nobody reads on. */
const MOST_FINDINGS = 1_000;
/** Lines of source shown before and behind a place. */
const AROUND = 2;

interface OfRule {
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly rule: RuleInfo | undefined;
}

/** The findings of each rule: the worst first, then those found most often. */
export function findingsSection(report: Report, wording: Wording, redactor: Redactor): Html {
  if (report.findings.length === 0) return html`<h2 id="findings">Findings</h2><p>No problems found.</p>`;
  const shown = worstFirst(report.findings).slice(0, MOST_FINDINGS);
  const left = report.findings.length - shown.length;
  const groups = byRule(shown, report.rules);
  return html`<h2 id="findings">Findings</h2>
<div class="wide"><table><thead><tr><th>Rule</th><th>Severity</th><th>What to do</th><th class="number">found</th></tr></thead>
<tbody>${groups.map(groupRow)}</tbody></table></div>
${groups.map(group => groupDetails(group, wording, redactor))}
${left > 0 ? html`<p>${counted(left, 'more finding is', 'more findings are')} not shown here.</p>` : ''}`;
}

function byRule(findings: readonly Finding[], rules: readonly RuleInfo[]): readonly OfRule[] {
  const known = new Map(rules.map(rule => [rule.id, rule]));
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  const list = [...groups].map(([id, found]): OfRule => ({ id, findings: found, rule: known.get(id) }));
  const severities = ['error', 'warning', 'note'];
  const rank = ({ findings: [first] }: OfRule) => severities.indexOf(first?.severity ?? '');
  return list.sort((a, b) => rank(a) - rank(b) || b.findings.length - a.findings.length || (a.id < b.id ? -1 : 1));
}

function badge(severity: string): Html {
  return html`<span class="badge ${severity}">${severity}</span>`;
}

function groupRow({ id, findings, rule }: OfRule): Html {
  return html`<tr><td><a href="#rule-${id}">${id}</a></td><td>${badge(findings[0]?.severity ?? '')}</td><td>${prose(rule?.summary ?? '')}</td><td class="number">${findings.length}</td></tr>\n`;
}

function groupDetails({ id, findings, rule }: OfRule, wording: Wording, redactor: Redactor): Html {
  const practice = rule === undefined ? '' : html`<p>${prose(rule.summary)}. <a href="${rule.practice}">The documented practice</a></p>`;
  return html`<details open id="rule-${id}"><summary><h3>${id}</h3> ${badge(findings[0]?.severity ?? '')} <span class="faint">${findings.length}</span></summary>
<div class="body">${practice}${findings.map(finding => findingBlock(finding, wording, redactor))}</div></details>\n`;
}

function findingBlock(finding: Finding, wording: Wording, redactor: Redactor): Html {
  const details = detailsOf(finding, wording);
  const list = details.length === 0 ? '' : html`<ul class="detail">${details.map(detail => html`<li>${prose(detail)}</li>`)}</ul>`;
  return html`<div class="finding"><div class="place">${wording.place(finding.at)}</div>
<p>${prose(wording.text(finding.message))}</p>
${excerpt(finding, redactor)}${list}</div>\n`;
}

function excerpt({ at }: Finding, redactor: Redactor): Html {
  return html`<pre><code>${frameLines(at, redactor, AROUND).map(sourceRow)}</code></pre>`;
}

function sourceRow(line: FrameLine | undefined): Html {
  if (line === undefined) return html`<span class="row"><span class="number">…</span></span>`;
  const { number, before, marked, after, width } = line;
  const mark = width === 0 ? '' : html`<mark class="${marked === '' ? 'empty' : ''}">${marked}</mark>`;
  return html`<span class="row${width === 0 ? '' : ' hit'}"><span class="number">${number}</span>${before}${mark}${after}\n</span>`;
}
