import test from 'ava';
import { isFixedTag, isLatest, isWithoutNamespace } from '../../src/state/image-names.js';
import { word } from '../support/words.js';

const NAMESPACES: readonly (readonly [image: string, bare: boolean])[] = [
  ['app', true],
  ['app:v1', true],
  ['library/app', false],
  ['acme/app', false],
  ['ghcr.io/app', false],
  ['localhost:5000/app', false],
  ['APP', false],
  ['$CI_PROJECT_NAME', true],
  ['$CI_PROJECT_NAME:$CI_COMMIT_SHA', true],
  ['$CI_PROJECT_NAME-web:1', true],
  ['app:$TAG', true],
  ['acme/$CI_PROJECT_NAME', false],
  ['$CI_PROJECT_PATH', false],
  ['app$SUFFIX', false],
];

for (const [image, bare] of NAMESPACES) {
  test(`${image} ${bare ? 'lacks' : 'has, or may have,'} a namespace`, t => t.is(isWithoutNamespace(word(image)), bare));
}

const TAGS: readonly (readonly [image: string, fixed: boolean])[] = [
  ['acme/app', true],
  ['acme/app:latest', true],
  ['$REGISTRY/app:1.2', true],
  ['$IMAGE:latest', true],
  ['$IMAGE', false],
  ['acme/app:$GITHUB_SHA', false],
  ['acme/app:1-$GITHUB_SHA', false],
  ['acme/app:test', false],
  ['acme/app-preview:latest', false],
  ['acme/app:pr-7', false],
  ['acme/product:1', true],
  ['"acme/app:$GITHUB_SHA\nacme/app:latest"', false],
];

for (const [image, fixed] of TAGS) {
  test(`the tag of ${image} ${fixed ? 'is the same in every run' : 'may tell runs apart'}`, t => t.is(isFixedTag(word(image)), fixed));
}

const LATEST: readonly (readonly [image: string, latest: boolean])[] = [
  ['acme/app', true],
  ['acme/app:latest', true],
  ['$REGISTRY/app:latest', true],
  ['localhost:5000/app', true],
  ['acme/app:1', false],
  ['acme/app:latest-arm64', false],
  ['acme/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', false],
  ['$IMAGE', false],
  ['$REGISTRY/app', false],
  ['"acme/app:$GITHUB_SHA\nacme/app:latest"', false],
  ['acme/app:1,$IMAGE:latest', false],
];

for (const [image, latest] of LATEST) {
  test(`${image} is ${latest ? '' : 'not certainly '}tagged latest`, t => t.is(isLatest(word(image)), latest));
}
