import { asMap } from '../../formats/yaml.js';
import type { Job, Machine } from '../../model/pipeline.js';
import type { Component, PlannedStep } from '../../model/step.js';
import { fields } from '../lowering.js';
import { type Config, noteOrb } from './config.js';
import { DockerOrb } from './docker-orb.js';
import { Folders } from './folders.js';
import { layerCache } from './layer-cache.js';
import { HARMLESS_ORBS, orbMachine } from './orbs.js';
import type { Parameters } from './parameters.js';
import { outermost, StepReader } from './steps.js';
import type { Start } from './workflows.js';

/** A job of a published orb: the docker orb's `publish` by what it runs, any other unread. */
export function publishedJob(
  component: Component,
  name: string,
  start: Start,
  parameters: Parameters,
  config: Config,
): Pick<Job, 'machine' | 'steps'> {
  const place = { ...fields(start.at, config.root), component };
  const around = new StepReader(config, new Folders(config.root, '~/project'), undefined);
  const given = (key: string): readonly PlannedStep[] => around.steps(start.passed?.get(key), outermost(config.top, parameters));
  const isPublish = component.name === 'circleci/docker' && name === 'publish';
  const orb = new DockerOrb(component, start.passed, parameters, place);
  const steps = isPublish ? publish(orb, start, parameters, given, config) : [otherJob(component, start, config)];
  const all = [...given('pre-steps'), ...steps, ...given('post-steps')];
  const machine = isPublish ? publishMachine(orb, start) : ({ entry: 'clean' } as const);
  return { machine: around.remoteDocker ? { ...machine, daemon: true } : machine, steps: all };
}

function otherJob(component: Component, start: Start, config: Config): PlannedStep {
  const place = { ...fields(start.at, config.root), component };
  if (HARMLESS_ORBS.has(component.name)) return { kind: 'other', ...place };
  noteOrb(config, component.name, start.at);
  return { kind: 'opaque', ...place, what: start.name };
}

/** Check out, sign in where it is to push, build, push, with the steps that are passed to it between. */
function publish(
  orb: DockerOrb,
  start: Start,
  parameters: Parameters,
  given: (key: string) => readonly PlannedStep[],
  config: Config,
): readonly PlannedStep[] {
  const deploys = orb.isOn('deploy', true);
  return [
    ...given('after_checkout'),
    ...layerCache(start.passed, parameters, fields(start.at, config.root), { keys: ['remote-docker-dlc', 'remote_docker_dlc'] }),
    ...(deploys ? [orb.login()] : []),
    ...given('before_build'),
    ...orb.build(),
    ...given('after_build'),
    ...(deploys ? [orb.push()] : []),
  ];
}

/** The orb's own virtual machine, unless another executor is named. */
function publishMachine(orb: DockerOrb, start: Start): Machine {
  const executor = start.passed?.get('executor');
  const map = asMap(executor);
  const name = map?.get('name') ?? executor;
  const text = name?.kind === 'scalar' ? name.decoded : 'machine';
  const remote = orb.isOn('use-remote-docker', false);
  const machine: Machine = { entry: 'clean', ...orbMachine('circleci/docker', text) };
  return remote ? { ...machine, daemon: true } : machine;
}
