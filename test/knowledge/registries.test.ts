import test from 'ava';
import { isLocalRegistry, isPrivateRegistry } from '../../src/knowledge/registries.js';

for (const [registry, isPrivate] of [
  ['localhost', true],
  ['localhost:5000', true],
  ['registry:5000', true],
  ['127.0.0.1:5000', true],
  ['10.1.2.3', true],
  ['172.16.0.1:5000', true],
  ['172.32.0.1', false],
  ['192.168.7.20', true],
  ['registry.corp.internal', true],
  ['nas.lan:5000', true],
  ['docker.io', false],
  ['ghcr.io', false],
  ['registry.example.org:5000', false],
  ['internal.example.org', false],
  // No name of a host has no dot and no port.
  ['<ORG>', false],
] as const) {
  test(`${registry} is ${isPrivate ? 'a private' : 'no private'} registry`, t => t.is(isPrivateRegistry(registry), isPrivate));
}

test('nothing is said of a sign-in where a registry may do without', t => {
  t.deepEqual(['localhost:5000', '<ORG>', 'ttl.sh', 'ghcr.io'].map(isLocalRegistry), [true, true, true, false]);
});
