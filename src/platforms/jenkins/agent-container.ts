import { ScriptBuilder } from '../../model/script-builder.js';
import { NO_OPTIONS } from '../../model/shell.js';
import type { PlannedStep } from '../../model/step.js';
import { unknownValue } from '../../model/value.js';
import { containerConfig } from '../lowering.js';
import type { Container } from './agent.js';
import { withRegistry } from './registry.js';
import { fieldsAt, type Place } from './scope.js';
import { groovyValue, scriptOf } from './values.js';

/** What Jenkins does before steps run in an agent's container, and where they run. */
export interface Started {
  readonly steps: readonly PlannedStep[];
  readonly inside: Place;
}

/**
 * An agent in a container: a sign-in where credentials are named, `docker build` for `dockerfile`, then a container in which the steps run
 * (`declarative` of jenkinsci/docker-workflow-plugin; https://www.jenkins.io/doc/book/pipeline/docker/).
 * @param isWhole the whole job runs in the container, so there is nothing else that its state could be mistaken for
 */
export function startContainer(container: Container, place: Place, isWhole: boolean): Started {
  const { at } = container;
  const registry = withRegistry(
    { nameSpan: at, span: at },
    container.setting('registryUrl'),
    container.setting('registryCredentialsId'),
    place,
  );
  const { inside } = registry;
  const start = container.kind === 'docker' ? useImage(container, inside) : buildImage(container, inside);
  const { registry: _, ...bare } = inside;
  const isSeparate = !isWhole && inside.env.get('DOCKER_CONFIG') === undefined;
  const config = containerConfig(`the container at ${at.file.path}:${at.start}`, at);
  return { steps: [...registry.steps, start], inside: isSeparate ? { ...bare, env: bare.env.with(...config) } : bare };
}

function useImage(container: Container, place: Place): PlannedStep {
  const node = container.setting('image');
  const value = node === undefined ? unknownValue(container.at) : groovyValue(node, place.scope);
  return { kind: 'use-image', ...fieldsAt(place, container.at), how: 'run', images: [{ value, span: value.span }] };
}

/** `docker build -t HASH ARGS -f "DIR/FILE" "DIR"` */
function buildImage(container: Container, place: Place): PlannedStep {
  const { at } = container;
  const [extra, file, folder] = ['additionalBuildArgs', 'filename', 'dir'].map(key => container.setting(key));
  const script = new ScriptBuilder().made('docker build -t ', at).hole(unknownValue(at), at).made(' ', at);
  if (extra !== undefined) script.script(scriptOf(extra, place.scope)).made(' ', at);
  script.made('-f "', at);
  if (folder !== undefined) script.script(scriptOf(folder, place.scope)).made('/', at);
  if (file === undefined) script.made('Dockerfile', at);
  else script.script(scriptOf(file, place.scope));
  script.made('" "', at);
  if (folder === undefined) script.made('.', at);
  else script.script(scriptOf(folder, place.scope));
  const text = script.made('"', at).build(at);
  const fields = { ...fieldsAt(place, at), name: 'agent dockerfile' };
  return { kind: 'shell', ...fields, script: text, dialect: 'sh', options: { ...NO_OPTIONS, errexit: true, xtrace: true } };
}
