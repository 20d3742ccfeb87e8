import { createHash } from 'node:crypto';
import type { Severity } from '../model/finding.js';
import type { Unread } from '../model/pipeline.js';
import type { Report } from '../model/report.js';
import { plainWording, type Wording } from './details.js';
import type { Formatter } from './formatter.js';
import { buildsSection } from './html/builds.js';
import { findingsSection } from './html/findings.js';
import { STYLE } from './html/style.js';
import { Html, html, prose } from './html/text.js';
import { Redactor } from './redact.js';
import { adoptionHint, analysed, PLURALS } from './text.js';

/** Notes on what was not read that are listed; the rest is counted. */
const MOST_NOTES = 500;

/**
 * A page for whoever answers for the builds: how many run where, what was found by rule, with its source, and what was not read. It is one
 * file that fetches nothing and runs nothing, and says so to the browser.
 */
export const formatHtml: Formatter = (report, { version }) => {
  const redactor = new Redactor(report.secrets);
  const wording = plainWording(redactor);
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
  const hint = adoptionHint(report.summary);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>dbc-lint: ${headline(report)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body><main>
<h1>dbc-lint</h1>
<p class="faint">How CI uses Docker Build Cloud: ${analysed(report.summary, report.unread.length)}</p>
${cards(report)}
${hint === undefined ? '' : html`<p>${prose(hint)}</p>`}
${buildsSection(report, wording)}
${findingsSection(report, wording, redactor)}
${unreadSection(report.unread, wording)}
<footer>Made by dbc-lint ${version}. It reads files only: nothing was run, and what it could not read it did not judge.</footer>
</main></body>
</html>
`;
  return page.text;
};

function countOf({ findings }: Report, severity: Severity): number {
  return findings.filter(finding => finding.severity === severity).length;
}

function headline(report: Report): string {
  const counts = (Object.keys(PLURALS) as Severity[]).map(severity => `${countOf(report, severity)} ${PLURALS[severity]}`);
  return counts.join(', ');
}

function cards(report: Report): Html {
  const { buildsOnCloud, builds, suppressed } = report.summary;
  const card = (kind: string, value: number | string, title: string) =>
    html`<div class="card ${kind}${value === 0 ? ' zero' : ''}"><b>${value}</b>${title}</div>`;
  const silenced = suppressed === 0 ? '' : card('', suppressed, 'silenced');
  return html`<div class="cards">
${(Object.keys(PLURALS) as Severity[]).map(severity => card(severity, countOf(report, severity), PLURALS[severity]))}${silenced}
${card('', `${buildsOnCloud} of ${builds}`, builds === 1 ? 'build on Build Cloud' : 'builds on Build Cloud')}</div>`;
}

function unreadSection(unread: readonly Unread[], wording: Wording): Html {
  if (unread.length === 0) return html``;
  const left = unread.length - MOST_NOTES;
  return html`<h2 id="unread">Not read</h2>
<p class="faint">What was met and could not be followed. Nothing is concluded from it.</p>
<div class="wide"><table><thead><tr><th>Place</th><th>Why</th></tr></thead><tbody>
${unread.slice(0, MOST_NOTES).map(({ at, why }) => html`<tr><td class="place">${wording.place(at)}</td><td>${wording.text(why)}</td></tr>\n`)}</tbody></table></div>
${left > 0 ? html`<p>${left} more</p>` : ''}`;
}
