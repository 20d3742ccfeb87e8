import { type Project, pathFrom } from '../../project/project.js';

/** What a text needs to start a program: without any of it there is nothing to find. */
const STARTS =
  /child.process|execa|\bzx\b|@actions\/exec|shelljs|\bBun\b|\bDeno\b|cross-spawn|tinyexec|nano-spawn|\bdax\b|\$`|\bexec\b|['"`]\s*(?:sudo\s+)?docker(?:-compose)?\b/;

/** More files than this are not looked at to tell whether one of them matters. */
const MOST_FILES = 30;

/** Whether a text, or a file it imports, may start something: parsing is dear, and most programs that CI runs do not. */
export function startsSomething(written: string, folder: string | undefined, project: Project, seen = new Set<string>()): boolean {
  if (STARTS.test(written)) return true;
  if (folder === undefined) return false;
  for (const [, from = ''] of written.matchAll(/(?:from|import|require)\s*(?:\(\s*)?['"](\.{1,2}\/[^'"]+)['"]/g)) {
    const found = pathFrom(folder, from);
    const path = found === undefined ? undefined : resolveImport(found, project);
    if (path === undefined || seen.has(path) || seen.size >= MOST_FILES || path.endsWith('.json')) continue;
    seen.add(path);
    const file = project.read(path);
    if (file !== undefined && startsSomething(file.text, folderOf(path), project, seen)) return true;
  }
  return false;
}

export function speaksOfDocker(written: string): boolean {
  return /docker|buildx|compose/i.test(written);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The file an import of the repository names: with an ending added, of TypeScript for one of JavaScript, `index` of a folder. */
export function resolveImport(path: string, project: Project): string | undefined {
  const bare = path.replace(/\.([cm]?)jsx?$/, '.$1');
  const endings = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx', '.json'];
  const typescript = bare === path ? [] : [`${bare}ts`, `${bare}tsx`];
  const candidates = [path, ...endings.map(ending => path + ending), ...typescript, ...endings.map(ending => `${path}/index${ending}`)];
  return candidates.find(candidate => project.has(candidate));
}
