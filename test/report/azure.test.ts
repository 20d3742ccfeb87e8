import test from 'ava';
import type { Report } from '../../src/model/report.js';
import { formatAzure } from '../../src/report/azure.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';

const SCRIPT = new SourceFile('ci/build.sh', 'set -e\ndocker buildx build \\\n  --push .\n');

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the agent reads a line: https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/Command.cs */
function commandIn(line: string): Command | undefined {
  const start = line.indexOf('##vso[');
  const end = line.indexOf(']', start);
  if (start === -1 || end === -1) return undefined;
  const [name = '', list = ''] = line.slice(start + '##vso['.length, end).split(/ (.*)/s);
  const undone = (text: string) =>
    text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']').replaceAll('%AZP25', '%');
  const properties = list
    .split(';')
    .filter(property => property !== '')
    .map(property => {
      const [key = '', value = ''] = property.split(/=(.*)/s);
      return [key, undone(value)] as const;
    });
  return { name, properties: Object.fromEntries(properties), message: undone(line.slice(end + 1)) };
}

function linesOf(data: Report): readonly string[] {
  return formatAzure(data, OPTIONS)
    .trimEnd()
    .split(/\r\n|\r|\n/);
}

function commands(data: Report): readonly Command[] {
  return linesOf(data).flatMap(line => commandIn(line) ?? []);
}

test('an error or a warning is an issue at its place, with what belongs to it', t => {
  const found = finding(at(SCRIPT, 'docker buildx build'), {
    severity: 'warning',
    via: [{ at: at(SCRIPT, '--push'), callee: 'build()' }],
    pipelineFile: 'ci.yml',
    job: 'image',
  });
  t.deepEqual(commands(report([found])), [
    {
      name: 'task.logissue',
      properties: { type: 'warning', sourcepath: 'ci/build.sh', linenumber: '2', columnnumber: '1', code: 'login-missing' },
      message: `${found.message} [login-missing]\nbuild() is called from ci/build.sh:3:3\nruns in job image of ci.yml`,
    },
  ]);
});

test('a note is a line of the log: there are no issues below a warning', t => {
  const data = report([finding(at(SCRIPT, 'docker'), { severity: 'note' })]);
  t.deepEqual(commands(data), []);
  t.is(linesOf(data)[0], 'ci/build.sh:2:1: note: The build runs before anything signs in. Sign in first. [login-missing]');
});

test('the worst come first, at most ten of a severity; the others are counted', t => {
  const severities = [...Array(12).fill('warning'), ...Array(11).fill('error')] as const;
  const data = report(severities.map(severity => finding(at(SCRIPT, 'set -e'), { severity })));
  t.deepEqual(
    commands(data).map(({ properties }) => properties.type),
    [...Array(10).fill('error'), ...Array(10).fill('warning')],
  );
  t.deepEqual(linesOf(data).slice(-3), [
    '1 error more: Azure Pipelines shows 10 of a kind for each step.',
    '2 warnings more: Azure Pipelines shows 10 of a kind for each step.',
    '1 CI file, 1 job, 1 build: 1 on Build Cloud.',
  ]);
});

test('no name or message starts a command, ends a property or a message', t => {
  const hostile = 'a;code=x]%3B%AZP25##vso[task.setvariable variable=x]y\n##vso[task.complete result=Succeeded;]##[error]z';
  const file = new SourceFile(`${hostile}.yml`, 'on: push\n');
  for (const severity of ['error', 'note'] as const) {
    const data = report([finding(at(file, 'on'), { rule: hostile, severity, message: hostile, job: hostile, pipelineFile: 'x' })]);
    const found = commands(data);
    t.is(found.length, severity === 'error' ? 1 : 0);
    for (const { name, properties } of found) {
      t.is(name, 'task.logissue');
      t.deepEqual(Object.keys(properties), ['type', 'sourcepath', 'linenumber', 'columnnumber', 'code']);
      t.true(properties.sourcepath?.startsWith('a;code=x]%3B%AZP25'));
    }
    t.is(formatAzure(data, OPTIONS).split('##').length, severity === 'error' ? 2 : 1);
  }
});
