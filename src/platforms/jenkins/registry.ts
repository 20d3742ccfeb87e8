import type { GroovyNode } from '../../formats/groovy.js';
import type { Login } from '../../model/step.js';
import { known, literal, type Part, reference, type Value } from '../../model/value.js';
import type { Span } from '../../source/file.js';
import { fieldsAt, type Place } from './scope.js';
import { groovyValue, knownText } from './values.js';

export interface SignedIn {
  readonly steps: readonly Login[];
  /** where image names have the registry's host, and the sign-in counts */
  readonly inside: Place;
}

/**
 * Signs in with a Docker configuration folder of its own for what it wraps: credentials of the agent, plugins and builders that lie under
 * `~/.docker` are not seen there (`RegistryKeyMaterialFactory` of jenkinsci/docker-commons-plugin). Without credentials it only names the
 * registry.
 */
export function withRegistry(
  call: { readonly nameSpan: Span; readonly span: Span },
  url: GroovyNode | undefined,
  credentials: GroovyNode | undefined,
  place: Place,
): SignedIn {
  const address = url === undefined || (url.kind === 'constant' && url.value === null) ? undefined : groovyValue(url, place.scope);
  const host = address === undefined || known(address) === '' ? undefined : hostOf(address);
  const { registry: _, ...bare } = place;
  const named: Place = host === undefined ? bare : { ...bare, registry: host };
  if (credentials === undefined || (credentials.kind === 'constant' && credentials.value === null)) return { steps: [], inside: named };
  const folder = literal(`/tmp/docker-config-${call.span.start}`, call.nameSpan);
  const env = place.env.with('DOCKER_CONFIG', folder);
  const secret = reference({ scope: 'secret', name: knownText(credentials, place.scope) ?? 'credentials' }, credentials.span);
  const isHub = host === undefined || /^https:\/\/index\.docker\.io(?:\/|$)/.test(known(address ?? host) ?? '');
  const login: Login = {
    kind: 'login',
    ...fieldsAt({ ...place, env }, call.nameSpan),
    passwordFrom: 'input',
    password: { value: secret, span: secret.span },
    ...(isHub || address === undefined ? {} : { registry: { value: host, span: address.span } }),
  };
  return { steps: [login], inside: { ...named, env } };
}

/** What stands between `https://` and the next slash. */
function hostOf(address: Value): Value {
  const parts: Part[] = [];
  for (const [index, part] of address.parts.entries()) {
    if (part.kind !== 'literal') {
      parts.push(part);
      continue;
    }
    const text = index === 0 ? part.text.replace(/^https?:\/\//, '') : part.text;
    const slash = text.indexOf('/');
    const host = slash < 0 ? text : text.slice(0, slash);
    if (host !== '') parts.push({ ...part, text: host });
    if (slash >= 0) break;
  }
  return { parts, span: address.span };
}

export function withServer(uri: GroovyNode | undefined, place: Place): Place {
  return uri === undefined ? place : { ...place, env: place.env.with('DOCKER_HOST', groovyValue(uri, place.scope)) };
}
