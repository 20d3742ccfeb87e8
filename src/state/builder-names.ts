import type { CreateBuilder } from '../model/step.js';
import { concatenated, known, literal, type Part, unknownValue, type Value } from '../model/value.js';
import { given } from './steps.js';

/**
 * The name a builder gets, as far as known; `undefined` where it is chosen at random. Without `--name`, a cloud builder is called after its endpoint:
 * `cloud-` and the endpoint in lower case with `-` for `/` (docker/buildx `driver/cloud`, `DefaultBuilderName`;
 * https://docs.docker.com/build-cloud/setup/).
 */
export function nameOfCreated(step: CreateBuilder): Value | undefined {
  const name = given(step.builderName);
  if (name !== undefined) return name;
  if (step.opaque) return unknownValue(step.span);
  const endpoint = given(step.endpoint);
  if (step.randomName || endpoint === undefined || driverOf(step) !== 'cloud') return undefined;
  const parts = withoutScheme(endpoint).parts.map((part): Part => {
    return part.kind === 'literal' ? { ...part, text: part.text.toLowerCase().replaceAll('/', '-') } : part;
  });
  return concatenated([literal('cloud-', endpoint.span), { parts, span: endpoint.span }], endpoint.span);
}

/** The name that Build Cloud gives a builder, by its whole endpoint: `cloud-acme-default`. */
export function cloudName(endpoint: string): string {
  return `cloud-${endpoint.toLowerCase().replaceAll('/', '-')}`;
}

/** `acme/default` of `cloud://acme/default`, as far as known. */
export function withoutScheme(endpoint: Value): Value {
  const [first, ...others] = endpoint.parts;
  if (first?.kind !== 'literal' || !first.text.startsWith('cloud://')) return endpoint;
  return { parts: [{ ...first, text: first.text.slice('cloud://'.length) }, ...others], span: endpoint.span };
}

/**
 * The driver of a new builder; `undefined` where it cannot be told. Without `--driver` Buildx takes `docker-container`, or `remote`
 * where `BUILDKIT_HOST` is set or the endpoint says so. https://docs.docker.com/reference/cli/docker/buildx/create/#driver
 */
export function driverOf(step: CreateBuilder): string | undefined {
  const driver = given(step.driver);
  if (driver !== undefined) return known(driver);
  if (step.opaque) return undefined;
  const endpoint = given(step.endpoint);
  if (endpoint === undefined) return 'docker-container';
  const text = known(endpoint);
  return text === undefined || text.startsWith('cloud://') ? undefined : 'docker-container';
}

/**
 * Whether a builder's name is one that Build Cloud gives. Two parts must follow `cloud-`: people call local builders `cloud-builder`.
 */
export function isCloudName(name: Value): boolean {
  const text = name.parts.map(part => (part.kind === 'literal' ? part.text : 'x')).join('');
  return /^cloud-[a-z0-9_.]+-[a-z0-9_.-]+$/.test(text);
}
