import { withEdits } from '../../fix.js';
import { type Edit, type SourceFile, span } from '../../source/file.js';
import type { Plan } from './mistakes.js';
import type { Site } from './sites.js';

/** The text with its sites moved to a cloud builder, each by its plan. */
export function cloudified(file: SourceFile, sites: readonly (readonly [Site, Plan])[], token: string): string {
  return withEdits(
    file,
    sites.flatMap(([site, plan]) =>
      editsOf(site, plan, token).map(({ start, end, text }): Edit => ({ span: span(file, start, end), text })),
    ),
  ).text;
}

/** A stretch of the file to be replaced, end exclusive; an empty one inserts. */
interface Insertion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editsOf(site: Site, plan: Plan, token: string): readonly Insertion[] {
  const builds = plan.keepsDockerBuild ? [] : site.dockerBuilds.map(({ start, end }) => ({ start, end, text: 'docker buildx build' }));
  return [...builds, ...(site.platform === 'github-actions' ? workflowEdits(site, plan, token) : scriptEdits(site, plan, token))];
}

/** Lines of a script, as list items where the platform has lists. */
function scriptEdits({ first, platform }: Site, plan: Plan, token: string): readonly Insertion[] {
  const connect = `docker buildx create ${plan.select ? '--use ' : ''}--driver cloud "${plan.endpoint}"`;
  const signIn = signInCommand(plan, token);
  const lines = [...(plan.signIn === 'after' ? [connect, signIn] : [signIn, connect]), ...plan.extra].filter(line => line !== '');
  const item = (line: string) => (platform === 'gitlab-ci' ? `- '${line.replaceAll("'", "''")}'` : line);
  return [{ start: first.start, end: first.start, text: lines.map(line => `${first.indent}${item(line)}\n`).join('') }];
}

function signInCommand({ signIn }: Plan, token: string): string {
  switch (signIn) {
    case 'none':
      return '';
    case 'elsewhere':
      return 'echo "$TOKEN" | docker login --username acme --password-stdin ghcr.io';
    case 'flag':
      return 'docker login --username acme --password "$DOCKER_PAT"';
    case 'literal':
      return `echo "${token}" | docker login --username acme --password-stdin`;
    case 'before':
    case 'after':
      return 'echo "$DOCKER_PAT" | docker login --username acme --password-stdin';
  }
}

/** Steps of a workflow: a set-up step that is there becomes a cloud one, else one is put before the first build. */
function workflowEdits({ first, setup }: Site, plan: Plan, token: string): readonly Insertion[] {
  const line = setup?.line ?? first;
  const signIn = signInStep(plan, token, line.indent);
  const inputs = ['driver: cloud', `endpoint: "${plan.endpoint}"`, ...(plan.select ? [] : ['use: false'])];
  const extra = plan.extra.map(command => `${first.indent}- run: ${command}\n`).join('');
  if (setup === undefined) {
    const connect = step(line.indent, 'docker/setup-buildx-action@v3', inputs);
    const steps = plan.signIn === 'after' ? connect + signIn : signIn + connect;
    return [{ start: first.start, end: first.start, text: steps + extra }];
  }
  const { at, indent, needsKey } = setup.inputs;
  const text = `${needsKey ? `${indent}with:\n` : ''}${inputs.map(input => `${indent}${needsKey ? '  ' : ''}${input}\n`).join('')}`;
  const before = plan.signIn === 'after' ? '' : signIn;
  return [
    { start: line.start, end: line.start, text: before },
    { start: at, end: at, text },
    { start: first.start, end: first.start, text: (plan.signIn === 'after' ? signIn : '') + extra },
  ];
}

function signInStep(plan: Plan, token: string, indent: string): string {
  const password = plan.signIn === 'literal' ? token : '${{ secrets.DOCKER_PAT }}';
  const inputs = ['username: acme', `password: ${password}`];
  if (plan.signIn === 'none') return '';
  if (plan.signIn === 'flag') return `${indent}- run: docker login --username acme --password "\${{ secrets.DOCKER_PAT }}"\n`;
  return step(indent, 'docker/login-action@v3', plan.signIn === 'elsewhere' ? ['registry: ghcr.io', ...inputs] : inputs);
}

function step(indent: string, uses: string, inputs: readonly string[]): string {
  return `${indent}- uses: ${uses}\n${indent}  with:\n${inputs.map(input => `${indent}    ${input}\n`).join('')}`;
}
