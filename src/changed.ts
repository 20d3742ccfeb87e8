import type { Finding } from './model/finding.js';
import type { Report } from './model/report.js';

/** The files that a finding speaks of: its place, the calls that lead there, its CI file, and the places it names as its causes. */
function filesOf({ at, via, pipelineFile, related }: Finding): readonly string[] {
  return [at.file.path, pipelineFile, ...via.map(call => call.at.file.path), ...related.map(one => one.at.file.path)];
}

/** All files that a report speaks of, each once. */
export function filesIn({ findings, silenced, unread }: Pick<Report, 'findings' | 'silenced' | 'unread'>): readonly string[] {
  const all = [...findings, ...silenced.map(({ finding }) => finding)];
  return [...new Set([...all.flatMap(filesOf), ...unread.map(({ at }) => at.file.path)])].sort();
}

/** The report on what concerns some files; what was read and counted stays as it is. */
export function reportOn(report: Report, files: ReadonlySet<string>): Report {
  const concerns = (finding: Finding) => filesOf(finding).some(path => files.has(path));
  const silenced = report.silenced.filter(({ finding }) => concerns(finding));
  return {
    ...report,
    findings: report.findings.filter(concerns),
    silenced,
    unread: report.unread.filter(({ at }) => files.has(at.file.path)),
    summary: {
      ...report.summary,
      suppressed: silenced.length,
      baselined: silenced.filter(({ by }) => by === 'baseline').length,
    },
  };
}
