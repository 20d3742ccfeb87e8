import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import type { ExecutionContext } from 'ava';
import { parse } from 'yaml';
import { installed } from './npm.js';

// Schemas of CI systems come from packages too large to be installed with ours for some tests.

/** What GitLab's own schema says against a file; nothing where it is as it should be. */
export async function gitlabChecker(t: ExecutionContext): Promise<(text: string) => string | undefined> {
  t.timeout(300_000);
  const folder = installed(t, ['gitlab-ci-local@4.61.1']);
  const module = (await import(pathToFileURL(join(folder, 'node_modules/gitlab-ci-local/src/schema/schema.js')).href)) as Record<
    string,
    object
  >;
  const [schema] = Object.values(module);
  if (schema === undefined) throw new Error('no schema');
  const validate = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true }).compile(
    'default' in schema ? (schema.default as object) : schema,
  );
  return text => (validate(parse(text)) ? undefined : JSON.stringify(validate.errors));
}

/** What CircleCI's own parser says against a file; nothing where it is as it should be. */
export function circleciChecker(t: ExecutionContext): (text: string) => string | undefined {
  t.timeout(300_000);
  const folder = installed(t, ['@circleci/circleci-config-parser@0.10.0-alpha.3']);
  const { parseConfig } = createRequire(join(folder, 'package.json'))('@circleci/circleci-config-parser') as {
    parseConfig(text: unknown): unknown;
  };
  return text => {
    try {
      // It knows commands of a file's own in steps only with parameters, which are optional in CircleCI.
      parseConfig(parse(text.replaceAll(/^( +- [\w-]+-[\w-]+)$/gm, '$1: {}')));
      return undefined;
    } catch (error) {
      return String(error);
    }
  };
}
