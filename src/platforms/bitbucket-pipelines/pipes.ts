import { asMap, textOf, type YamlMap } from '../../formats/yaml.js';
import { Env } from '../../model/env.js';
import { ScriptBuilder } from '../../model/script-builder.js';
import type { Component, PlannedStep, Script, StepFields } from '../../model/step.js';
import { unknownValue } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { interpolated, variablesIn } from '../lowering.js';
import { rewritableMap } from '../yaml-rewrite.js';

/**
 * Pipes that push an image which an earlier command of the step has left in the local store, under a name of the registry's, and the
 * variable that names it (https://bitbucket.org/product/features/pipelines/integrations, read 2026-11).
 */
const PUSHES: Readonly<Record<string, string>> = {
  'atlassian/aws-ecr-push-image': 'IMAGE_NAME',
  'atlassian/google-gcr-push-image': 'IMAGE',
  'atlassian/google-artifact-registry-push-image': 'IMAGE',
};

export interface Pipe {
  /** the pipe itself: a container with a home of its own, so what it signs in to ends with it */
  readonly step: PlannedStep;
  /** what it does with the local daemon, as the step's shell would: that is who starts it and puts its own variables in place */
  readonly script: Script | undefined;
}

/** `{ pipe: owner/name:version, variables: { … } }` */
export function readPipe(item: YamlMap, at: Span, fields: StepFields): Pipe {
  const component = componentOf(textOf(item.get('pipe')) ?? '', item.get('pipe')?.span ?? at);
  const variables = asMap(item.get('variables'));
  const env = Env.of(variablesIn(variables, node => (node.kind === 'scalar' ? interpolated(node.text, '\\$') : undefined)));
  const named = Object.hasOwn(PUSHES, component.name) ? variables?.get(PUSHES[component.name] ?? '') : undefined;
  return {
    step: {
      ...fields,
      env,
      component,
      kind: 'other',
      ...rewritableMap({ step: item, settings: variables, settingsKey: 'variables', keys: {} }),
    },
    script:
      named?.kind === 'scalar'
        ? new ScriptBuilder().made('docker tag "', at).text(named.text).made('" ', at).hole(unknownValue(at), at).build(at)
        : undefined,
  };
}

/** `atlassian/aws-ecr-push-image:2.4.2` and `docker://registry/name:tag`. */
export function componentOf(written: string, span: Span): Component {
  const text = written.replace(/^docker:\/\//, '');
  const colon = text.lastIndexOf(':');
  const cut = colon > text.lastIndexOf('/') ? colon : text.length;
  return { name: text.slice(0, cut), version: text.slice(cut + 1), span };
}
