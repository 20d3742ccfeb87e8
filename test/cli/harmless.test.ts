import test, { type ExecutionContext } from 'ava';
import { formatNames } from '../../src/report/index.js';
import { folderWith } from '../support/folder.js';
import { runMain } from '../support/run-main.js';

/** What a terminal, or the agent of a CI system, would act on. */
const TEXTS = ['\u001b[2J', '\u202e', '\u009b31m', '\u0007', '::error::x', '##vso[task.complete]x', '##[error]x'];
const HARMFUL = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]|^\s*::|##\[|##vso\[/mu;

/** A project in which a text stands wherever a report may take it from. */
function holding(text: string): Readonly<Record<string, string>> {
  const quoted = JSON.stringify(text);
  const script = `#!/bin/bash\n# ${text}\ndocker login -u ${text} -p $A\ndocker build -t ${text}/app . # ${text}\ndocker push ${text}/app\n`;
  return {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.github/workflows/ci.yml': `on: push\njobs:\n  ${quoted}:\n    name: ${quoted}\n    runs-on: ${quoted}\n    steps:\n      - name: ${quoted}\n        run: |\n          docker buildx create --use --name '${text}' --driver cloud ORG/BUILDER\n          docker build -t '${text}' .\n      - uses: docker/build-push-action@v6\n        with:\n          tags: ${quoted}\n          builder: ${quoted}\n      - run: ./missing-${text}.sh\n      - run: './${text}.sh'\n`,
    '.gitlab-ci.yml': `${quoted}:\n  extends: ${quoted}\n  script: [docker build ., ${quoted}]\n`,
    Jenkinsfile: `node('${text}') { stage('${text}') { sh 'docker push ${text}' } }\nx = "${text}\n`,
    [`${text}.sh`]: script,
    [`${text}/ci.sh`]: script,
    // A line end of a name begins a line, at which agents look for their commands.
    [`a\n${text}.sh`]: script,
  };
}

async function checkAll(t: ExecutionContext, text: string, argvs: readonly (readonly string[])[], folder: string): Promise<void> {
  for (const argv of argvs) {
    const { stdout, stderr, code } = await runMain(folder, argv);
    t.true(stdout.length + stderr.length > 0, argv.join(' '));
    t.false(/mistake in dbc-lint/.test(stderr), stderr);
    const at = HARMFUL.exec(stdout) ?? HARMFUL.exec(stderr);
    t.is(
      at,
      null,
      `${argv.join(' ')} (${code}): ${JSON.stringify(`${stdout}${stderr}`.slice(Math.max(0, (at?.index ?? 0) - 100), (at?.index ?? 0) + 20))}`,
    );
  }
  t.pass(text);
}

for (const text of TEXTS) {
  test(`nothing that is printed acts on a terminal or a CI system: ${JSON.stringify(text)}`, async t => {
    const folder = folderWith(t, holding(text));
    await checkAll(
      t,
      text,
      [
        ...formatNames.filter(name => name !== 'github' && name !== 'azure').map(name => ['-f', name, '--preset', 'strict', '.']),
        ['inspect', '.'],
        ['inspect', '-f', 'json', '.'],
        ['--diff', '--unsafe-fixes', '.'],
        ['explain', '--here', `${text}.sh:4`],
        ['explain', '--here', '.github/workflows/ci.yml:10'],
        ['ignore', 'login-missing', '--reason', 'x', '--diff', '.'],
        ['config', 'show', `${text}.sh`],
        [`missing${text}`],
        ['explain', text],
        ['--rule', `${text}=error`, '.'],
        [`--${text}`],
        ['-f', text, '.'],
        ['--config', text, '.'],
        ['--baseline', text, '.'],
      ],
      folder,
    );
  });
}

test('a report for the CI system itself gives it no command but its own', async t => {
  for (const text of TEXTS) {
    const folder = folderWith(t, holding(text));
    for (const [format, own] of [
      ['github', /^::(?:error|warning|notice|group|endgroup)[ :]/],
      ['azure', /^##vso\[task\.logissue /],
    ] as const) {
      const { stdout } = await runMain(folder, ['-f', format, '.']);
      for (const line of stdout.split('\n').filter(line => !own.test(line))) t.notRegex(line, HARMFUL, format);
      for (const line of stdout.split('\n').filter(line => own.test(line)))
        t.notRegex(line.replace(own, ''), /\p{Cc}|\u202e|##vso|##\[/u, format);
    }
  }
});
