import test from 'ava';
import { actionInputs, versionWithInput } from '../../src/knowledge/docker-actions.js';

test('each major version has its own inputs', t => {
  t.true(actionInputs('docker/setup-buildx-action', 3)?.has('install'));
  t.false(actionInputs('docker/setup-buildx-action', 4)?.has('install'));
  t.true(actionInputs('docker/build-push-action', 1)?.has('dockerfile'));
  t.false(actionInputs('docker/build-push-action', 1)?.has('context'));
  t.true(actionInputs('Docker/Login-Action', 3)?.has('scope'));
});

test('nothing is known of other actions, and of versions to come', t => {
  t.is(actionInputs('acme/build-action', 1), undefined);
  t.is(actionInputs('docker/login-action', 99), undefined);
  t.is(actionInputs('docker/login-action', 0), undefined);
});

test('the version that has an input is the next one, or the last before', t => {
  t.is(versionWithInput('docker/login-action', 'scope', 1), 3);
  t.is(versionWithInput('docker/setup-buildx-action', 'install', 4), 3);
  t.is(versionWithInput('docker/build-push-action', 'repository', 7), 1);
  t.is(versionWithInput('docker/build-push-action', 'nothing', 7), undefined);
});
