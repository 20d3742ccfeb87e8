import test from 'ava';
import { parse } from 'yaml';
import { rules } from '../../rules/index.js';
import { factsOfBuilds } from '../../src/facts.js';
import { inspect, lint } from '../../src/lint.js';
import type { PlatformId } from '../../src/model/pipeline.js';
import { memoryProject } from '../../src/project/memory.js';
import { fetchBuildx, HOME_CONFIG } from '../../src/recipes/commands.js';
import { recipes } from '../../src/recipes/index.js';
import { cloudBuilder, type NewFile, TOOLCHAINS } from '../../src/recipes/recipe.js';
import { folderWith } from '../support/folder.js';
import { newFiles } from '../support/recipes.js';
import { hasBash, recordedCalls } from '../support/record-commands.js';

/**
 * What the documented toolchain cannot help: the separate builds that Docker's examples fetch have no checksum to check, and the list that
 * names them says which is the latest.
 */
const OF_THE_DOCUMENTED = ['download-unpinned', 'download-unverified', 'empty-download-url', 'legacy-cloud-buildx'];

/**
 * What new pipelines leave to whoever has them: a tool that pins actions has to raise them, too; and the documented service of a daemon is
 * there for the jobs that are added, which load images and run them.
 */
const LEFT_TO_OWNERS = ['dind-not-needed', 'unpinned-action'];

/** Systems whose files say what a pull request builds; a script does not know its event, and Buildkite's is known when it runs. */
const KNOWS_EVENTS: readonly PlatformId[] = ['github-actions', 'gitlab-ci', 'jenkins', 'travis-ci', 'bitbucket-pipelines'];

const project = (files: readonly NewFile[]) => memoryProject(Object.fromEntries(files.map(file => [file.path, file.text])));

for (const platform of Object.keys(recipes) as PlatformId[]) {
  for (const toolchain of TOOLCHAINS) {
    test(`a new ${toolchain} pipeline for ${platform} is clean under strict rules`, async t => {
      const { findings, unread, summary } = await lint(project(newFiles(platform, toolchain)), rules, { preset: 'strict' });
      const found = new Set(findings.map(finding => finding.rule).filter(rule => !LEFT_TO_OWNERS.includes(rule)));
      if (toolchain === 'modern') t.deepEqual([...found], []);
      else
        t.deepEqual(
          [...found].filter(rule => !OF_THE_DOCUMENTED.includes(rule)),
          [],
        );
      t.deepEqual(unread, []);
      t.true(summary.builds > 0);
      t.is(summary.buildsOnCloud, summary.builds);
    });
  }
}

for (const platform of KNOWS_EVENTS) {
  test(`a new pipeline for ${platform} pushes branches and tags, and keeps pull requests in the cache`, async t => {
    const { pipelines } = await inspect(project(newFiles(platform)));
    const outputs = (event: 'push' | 'tag' | 'pull-request') => {
      const facts = pipelines.flatMap(pipeline => pipeline.jobs.flatMap(job => [...factsOfBuilds(job, pipeline).values()].flat()));
      return facts.filter(fact => fact.events.includes(event)).map(fact => `${fact.output} ${fact.platforms}`);
    };
    const [pushed] = outputs('push');
    t.is(pushed, 'push linux/amd64,linux/arm64');
    t.true(outputs('tag').includes('push linux/amd64,linux/arm64'));
    t.deepEqual([...new Set(outputs('pull-request'))], ['cache only linux/amd64,linux/arm64']);
  });
}

const recorded = hasBash() ? test : test.skip;

const SCRIPTS: readonly (readonly [PlatformId, string, string])[] = [
  ['shell-script', 'ci/image.sh', 'docker buildx build --platform linux/amd64,linux/arm64 --output type=cacheonly .'],
  ['compose-file', 'ci/images.sh', 'docker buildx bake --file compose.yaml --set *.output=type=cacheonly'],
  ['buildkite', '.buildkite/image.sh', 'docker buildx build --platform linux/amd64,linux/arm64 --output type=cacheonly .'],
];

for (const [platform, script, build] of SCRIPTS) {
  for (const toolchain of TOOLCHAINS) {
    recorded(`bash runs the ${toolchain} ${script}: sign-in, plugin, builder and build, in this order`, t => {
      const folder = folderWith(t, Object.fromEntries(newFiles(platform, toolchain).map(file => [file.path, file.text])));
      const env = { DOCKER_USER: 'acme', DOCKER_PAT: 'token', BUILDKITE_PULL_REQUEST: '7', BUILDKITE_BRANCH: 'change' };
      const calls = recordedCalls(folder, script, env).map(words => words.join(' '));
      t.deepEqual(
        calls.filter(call => call.startsWith('docker ')),
        ['docker login --username acme --password-stdin', 'docker buildx create --use --driver cloud acme/default', build],
      );
      const fetched = calls.filter(call => call.startsWith('curl ') && / --output \S+\/cli-plugins\/docker-buildx /.test(call));
      t.is(fetched.length, 1);
      if (toolchain === 'modern') {
        t.true(fetched[0]?.endsWith('linux-amd64'));
        t.true(calls.includes('sha256sum -c'));
      }
    });
  }
}

interface Written {
  readonly '.build-cloud': { readonly before_script: readonly string[] };
  readonly 'check-image': { readonly script: readonly string[] };
  readonly commands: Readonly<Record<string, { readonly steps: readonly { readonly run: { readonly command: string } }[] }>>;
  readonly before_install: readonly string[];
  readonly install: readonly string[];
  readonly jobs: {
    readonly include: readonly { readonly script: string }[];
    readonly 'check-image': { readonly steps: readonly (string | { readonly run: string })[] };
  };
  readonly pipelines: { readonly 'pull-requests': { readonly '**': readonly [{ readonly step: { readonly script: readonly string[] } }] } };
}

/** The commands of a pull request, in the order in which the system runs them. */
const COMMANDS: readonly (readonly [PlatformId, (text: string) => readonly string[]])[] = [
  ['gitlab-ci', text => [...written(text)['.build-cloud'].before_script, ...written(text)['check-image'].script]],
  [
    'circleci',
    text => {
      const { commands, jobs } = written(text);
      return jobs['check-image'].steps.flatMap(step =>
        typeof step === 'string' ? (commands[step]?.steps.map(one => one.run.command) ?? []) : [step.run],
      );
    },
  ],
  [
    'travis-ci',
    text => {
      const { before_install, install, jobs } = written(text);
      return [...before_install, ...install, ...jobs.include.slice(1).map(job => job.script)];
    },
  ],
  ['bitbucket-pipelines', text => written(text).pipelines['pull-requests']['**'][0].step.script],
  // Both builds, as no Groovy chooses between them here.
  ['jenkins', text => [...text.matchAll(/\bsh '''([\s\S]*?)'''|\bsh '([^']*)'/g)].map(([, several, one]) => several ?? one ?? '')],
];

const written = (text: string) => parse(text) as Written;

for (const [platform, commandsOf] of COMMANDS) {
  for (const toolchain of TOOLCHAINS) {
    recorded(`bash runs the ${toolchain} commands for ${platform}: sign-in, plugin, builder and build, in this order`, t => {
      const commands = commandsOf(newFiles(platform, toolchain)[0]?.text ?? '');
      const folder = folderWith(t, { 'ci.sh': ['#!/bin/bash', 'set -eo pipefail', ...commands, ''].join('\n') });
      const env = { DOCKER_USER: 'acme', DOCKER_PAT: 'token', DOCKER_CONFIG: 'docker', GIT_COMMIT: 'abc' };
      const calls = recordedCalls(folder, 'ci.sh', env).map(words => words.join(' '));
      const docker = calls.filter(call => call.startsWith('docker '));
      t.deepEqual(docker.slice(0, 2), [
        'docker login --username acme --password-stdin',
        'docker buildx create --use --driver cloud acme/default',
      ]);
      t.true(docker.includes('docker buildx build --platform linux/amd64,linux/arm64 --output type=cacheonly .'), docker.join('\n'));
      t.is(calls.filter(call => call.startsWith('curl ') && / --output \S+\/cli-plugins\/docker-buildx /.test(call)).length, 1);
    });
  }
}

test('a builder is an organization and a name', t => {
  t.deepEqual(cloudBuilder('acme/default'), { organization: 'acme', name: 'default' });
  t.deepEqual(cloudBuilder('cloud://acme/default'), { organization: 'acme', name: 'default' });
  for (const wrong of ['acme', 'acme/', '/default', 'a/b/c', '<ORG>/default', 'acme default', '../x', 'acme/$X'])
    t.is(cloudBuilder(wrong), undefined, wrong);
});

test('fetching Buildx sets variables of its own alone, as the job behind it has its own ARCH', t => {
  for (const toolchain of TOOLCHAINS) {
    const names = fetchBuildx(toolchain, HOME_CONFIG).flatMap(line =>
      [...line.matchAll(/(?<=^|[ )])(\w+)=/g)].map(match => match[1] ?? ''),
    );
    t.true(names.length > 1);
    t.deepEqual(
      names.filter(name => !name.startsWith('BUILDX_')),
      [],
    );
  }
});
