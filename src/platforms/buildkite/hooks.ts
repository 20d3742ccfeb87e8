import { NO_OPTIONS, readFlags, shebangOf } from '../../model/shell.js';
import type { Shell, StepFields } from '../../model/step.js';
import { MappedText } from '../../source/mapped-text.js';
import type { FileScope } from './read.js';

/**
 * `.buildkite/hooks/<name>` of the repository. Each runs in a process of its own; what it exports the agent hands on to all that comes
 * after (https://buildkite.com/docs/agent/hooks#hook-scopes-job-lifecycle-hooks).
 */
export function hookSteps(name: string, here: StepFields, scope: FileScope): readonly Shell[] {
  const path = `${scope.root === '' ? '' : `${scope.root}/`}.buildkite/hooks/${name}`;
  const file = scope.project.read(path);
  if (file === undefined) return [];
  const text = MappedText.ofFile(file);
  const call = { at: here.span, callee: `.buildkite/hooks/${name}` };
  const shebang = shebangOf(file.text);
  const { options } = readFlags(shebang?.flags ?? [], NO_OPTIONS);
  const hook = { ...here, span: text.spanOf(), via: [call], script: { text, holes: [] } };
  return [
    { kind: 'shell', ...hook, dialect: 'bash', ...(shebang?.program !== 'bash' && { dialectAssumed: true }), options, exportsToJob: true },
  ];
}
