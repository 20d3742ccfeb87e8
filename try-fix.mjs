import { rules } from './build/rules/index.js';
import { lint } from './build/src/lint.js';
import { fix } from './build/src/fix.js';
import { memoryProject } from './build/src/project/memory.js';
import { readdirSync, readFileSync, writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { execSync } from 'node:child_process';
const only = process.argv[2];
for (const rule of rules.filter(r => !only || r.id === only)) {
  const folder = `fixtures/rules/${rule.id}/bad`;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(e => e.isFile() && !e.name.startsWith('expected.')).map(e => join(e.parentPath, e.name).slice(folder.length + 1));
  const project = memoryProject(Object.fromEntries(files.map(p => [p, readFileSync(join(folder, p), 'utf8')])));
  const rs = rules.filter(o => o === rule || rule.after?.includes(o.id));
  const r = await fix(project, p => lint(p, rs, {severities: new Map([[rule.id,'warning']])}), { unsafe: true, rules: new Set([rule.id]) });
  const left = r.report.findings.filter(f => f.rule === rule.id);
  if (r.fixed.length || only) console.log(`${rule.id}: fixed ${r.fixed.length} (safe ${r.fixed.filter(f=>f.fix.safe).length}), left ${left.length}, refused ${r.refused.length}`);
  if (only) { 
    rmSync('/tmp/fx',{recursive:true,force:true});
    for (const [p, t] of r.files) { mkdirSync(dirname('/tmp/fx/' + p), { recursive: true }); writeFileSync('/tmp/fx/' + p, t); try { console.log(execSync(`diff -u ${folder}/${p} /tmp/fx/${p} || true`).toString()); } catch {} }
    for (const f of left) console.log('LEFT', f.at.file.path, f.at.file.position(f.at.start).line, f.fix?.title ?? 'no fix');
    for (const f of r.fixed) console.log('FIX', f.at.file.path, f.fix.safe, f.fix.title);
  }
}
