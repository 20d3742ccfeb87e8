import type { Report, ReportedBuild } from '../../model/report.js';
import type { Wording } from '../details.js';
import { counted } from '../text.js';
import { type Html, html } from './text.js';

const GROUNDS = ['cloud', 'elsewhere', 'unknown'] as const satisfies readonly ReportedBuild['on'][];

const WORDS: Record<ReportedBuild['on'], string> = { cloud: 'on Build Cloud', elsewhere: 'elsewhere', unknown: 'unknown' };

const NO_BUILDER = html`<span class="faint">cannot be told, or the build never runs</span>`;

/** Rows listed of one platform; the rest is counted. */
const MOST_ROWS = 500;

/** What builds there are: on what, of which platform, on which builder, and each with its place. */
export function buildsSection({ builds }: Report, wording: Wording): Html {
  if (builds.length === 0) return html`<h2 id="builds">Builds</h2><p>No build was found.</p>`;
  const platforms = grouped(builds.map(build => [build.platform, build]));
  const builders = grouped(builds.flatMap(build => (build.builders.length === 0 ? [''] : build.builders).map(name => [name, build])));
  return html`<h2 id="builds">Builds</h2>
${shares(builds)}
${matrix('CI system', platforms, name => name)}
${matrix('Builder', builders, name => (name === '' ? NO_BUILDER : html`<code>${wording.text(name)}</code>`))}
${[...platforms].map(([platform, list]) => buildList(platform, list, wording))}`;
}

/** What has one key, together; the largest groups first. */
function grouped(entries: readonly (readonly [string, ReportedBuild])[]): ReadonlyMap<string, readonly ReportedBuild[]> {
  const groups = new Map<string, ReportedBuild[]>();
  for (const [key, build] of entries) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [build]);
    else group.push(build);
  }
  return new Map([...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1)));
}

function countOn(builds: readonly ReportedBuild[], ground: ReportedBuild['on']): number {
  return builds.filter(({ on }) => on === ground).length;
}

/** A bar of parts as wide as their shares. */
function shares(builds: readonly ReportedBuild[]): Html {
  let x = 0;
  const parts = GROUNDS.map(ground => {
    const width = (100 * countOn(builds, ground)) / builds.length;
    x += width;
    return html`<rect class="${ground}" x="${x - width}" width="${width}" height="1"/>`;
  });
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

function matrix(title: string, rows: ReadonlyMap<string, readonly ReportedBuild[]>, label: (name: string) => Html | string): Html {
  return html`<div class="wide"><table>
<thead><tr><th>${title}</th>${GROUNDS.map(ground => html`<th class="number"><span class="dot ${ground}"></span>${WORDS[ground]}</th>`)}<th class="number">builds</th></tr></thead>
<tbody>${[...rows].map(
    ([name, builds]) =>
      html`<tr><td>${label(name)}</td>${GROUNDS.map(ground => html`<td class="number">${countOn(builds, ground)}</td>`)}<td class="number">${builds.length}</td></tr>\n`,
  )}</tbody></table></div>`;
}

function buildList(platform: string, builds: readonly ReportedBuild[], wording: Wording): Html {
  const left = builds.length - MOST_ROWS;
  return html`<details><summary>${counted(builds.length, 'build', 'builds')} of ${platform}</summary><div class="body wide"><table>
<thead><tr><th>Place</th><th>Job</th><th>Runs</th><th>Builder</th></tr></thead>
<tbody>${builds.slice(0, MOST_ROWS).map(build => buildRow(build, wording))}</tbody></table>${left > 0 ? html`<p>${left} more</p>` : ''}</div></details>`;
}

function buildRow({ at, target, pipelineFile, job, on, builders }: ReportedBuild, wording: Wording): Html {
  const called = at.file.path === pipelineFile ? '' : html` <span class="faint">of ${wording.path(pipelineFile)}</span>`;
  return html`<tr><td class="place">${wording.place(at)}${target === undefined ? '' : html` <span class="faint">(${wording.text(target)})</span>`}</td>
<td>${wording.text(job)}${called}</td><td class="ground"><span class="dot ${on}"></span>${WORDS[on]}</td><td>${builders.map(name => html`<code>${wording.text(name)}</code> `)}</td></tr>\n`;
}
