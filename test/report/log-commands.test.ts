import test from 'ava';
import { formatNames, formatters } from '../../src/report/index.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

/** What the agents of Azure Pipelines and GitHub Actions look for anywhere in a line of a step's output. */
const COMMANDS = ['##vso[task.setvariable variable=PATH]/tmp', '##[add-mask]a'];

for (const name of formatNames) {
  test(`no file that is linted gives the CI system a command through a report as ${name}`, async t => {
    const format = await formatters[name]();
    for (const command of COMMANDS) {
      const file = new SourceFile(`a ${command}.yml`, `run: ${command}\n`);
      const text = format(
        report(
          [
            finding(at(file, command), {
              message: command,
              job: command,
              pipelineFile: command,
              related: [{ at: at(file, command), message: command }],
              via: [{ at: at(file, command), callee: command }],
            }),
          ],
          {
            unread: [{ at: at(file, command), why: command, kind: 'syntax' }],
            builds: [
              {
                at: at(file, command),
                platform: 'jenkins',
                pipelineFile: command,
                job: command,
                on: 'cloud',
                kind: 'cloud',
                builders: [command],
              },
            ],
          },
        ),
        OPTIONS,
      );
      t.true(text.includes('login-missing'));
      t.false(text.includes(command.slice(0, '##vso[task.s'.length)), text);
    }
  });
}
