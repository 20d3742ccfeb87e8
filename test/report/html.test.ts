import test from 'ava';
import type { ReportedBuild } from '../../src/model/report.js';
import { formatHtml } from '../../src/report/html.js';
import { SourceFile } from '../../src/source/file.js';
import { at, finding, OPTIONS, report } from '../support/reports.js';
import { readXml, type XmlElement } from '../support/xml.js';

const SCRIPT = new SourceFile('ci/build.sh', 'set -e\ndocker buildx build .\necho done\n');

/** The page's body, read as XML is: what was not escaped breaks it. */
function bodyOf(page: string): XmlElement {
  const [, body = ''] = /<body>([\s\S]*)<\/body>/.exec(page) ?? [];
  return readXml(body.replaceAll('<details open ', '<details '));
}

function elements(root: XmlElement, name: string): readonly XmlElement[] {
  return root.children.flatMap(child => [...(child.name === name ? [child] : []), ...elements(child, name)]);
}

function textOf(element: XmlElement): string {
  return element.text + element.children.map(textOf).join('');
}

function rowsOf(root: XmlElement): readonly string[] {
  return elements(root, 'tr').map(row => row.children.map(cell => textOf(cell).trim()).join(' | '));
}

function buildAt(fields: Partial<ReportedBuild>): ReportedBuild {
  return {
    at: at(SCRIPT, 'docker'),
    platform: 'gitlab-ci',
    pipelineFile: '.gitlab-ci.yml',
    job: 'image',
    on: 'cloud',
    kind: 'cloud',
    builders: ['cloud-acme-default'],
    ...fields,
  };
}

test('builds are counted by CI system and by builder, and listed', t => {
  const builds = [
    buildAt({}),
    buildAt({ platform: 'jenkins', on: 'elsewhere', builders: ['default'] }),
    buildAt({ on: 'unknown', builders: [] }),
  ];
  const rows = rowsOf(bodyOf(formatHtml(report([], { builds }), OPTIONS)));
  t.true(rows.includes('gitlab-ci | 1 | 0 | 1 | 2'));
  t.true(rows.includes('jenkins | 0 | 1 | 0 | 1'));
  t.true(rows.includes('cloud-acme-default | 1 | 0 | 0 | 1'));
  t.true(rows.includes('default | 0 | 1 | 0 | 1'));
  t.true(rows.includes('cannot be told, or the build never runs | 0 | 0 | 1 | 1'));
  t.true(rows.includes('ci/build.sh:2:1 | image of .gitlab-ci.yml | on Build Cloud | cloud-acme-default'));
});

test('findings stand by rule, the worst rule first, each with its source and the marked words', t => {
  const page = formatHtml(
    report([
      finding(at(SCRIPT, 'set'), { rule: 'literal-credential', severity: 'note' }),
      finding(at(SCRIPT, 'docker buildx'), { message: 'Use `docker build`, not <that>.', job: 'image', pipelineFile: 'ci.yml' }),
    ]),
    OPTIONS,
  );
  const body = bodyOf(page);
  t.deepEqual(
    elements(body, 'h3').map(heading => heading.text),
    ['login-missing', 'literal-credential'],
  );
  t.true(rowsOf(body).includes('login-missing | error | Sign in to Docker Hub before you build on Build Cloud | 1'));
  const [, source = ''] = /<pre>(.*?)<\/pre>/s.exec(page) ?? [];
  t.is(source.replace(/<[^>]+>/g, ''), '1set -e\n2docker buildx build .\n3echo done\n4\n');
  t.deepEqual(
    elements(body, 'mark').map(mark => mark.text),
    ['docker buildx', 'set'],
  );
  t.true(elements(body, 'code').some(code => code.text === 'docker build'));
  t.true(elements(body, 'li').some(item => textOf(item) === 'runs in job image of ci.yml'));
});

test('what was not read is listed, and a page without anything says so', t => {
  const unread = [{ at: at(SCRIPT, 'echo'), why: 'only a run would tell', kind: 'dynamic' }] as const;
  t.true(rowsOf(bodyOf(formatHtml(report([], { unread }), OPTIONS))).includes('ci/build.sh:3:1 | only a run would tell'));
  const empty = formatHtml(report([]), OPTIONS);
  t.regex(empty, /No problems found/);
  t.regex(empty, /No build was found/);
});

test('nothing of the linted files becomes markup, and nothing is fetched', t => {
  const hostile = '</code></pre><script>alert(1)</script><img src=x onerror=alert(1)>"\'`</style>&amp;';
  const file = new SourceFile(`${hostile}.yml`, `${hostile}\n`);
  const page = formatHtml(
    report(
      [
        finding(at(file, hostile), {
          rule: 'login-missing',
          message: hostile,
          job: hostile,
          related: [{ at: at(file, 'script'), message: hostile }],
        }),
      ],
      {
        unread: [{ at: at(file, 'img'), why: hostile, kind: 'syntax' }],
        builds: [buildAt({ at: at(file, hostile), pipelineFile: hostile, job: hostile, target: hostile, builders: [hostile] })],
      },
    ),
    OPTIONS,
  );
  const body = bodyOf(page);
  for (const name of ['script', 'img', 'style']) t.deepEqual(elements(body, name), [], name);
  for (const link of elements(body, 'a')) t.regex(link.attributes.href ?? '', /^(?:#rule-[a-z-]+|https:\/\/docs\.docker\.com\/.*)$/);
  t.notRegex(page.replace(/<body>[\s\S]*/, ''), /<link|<script|@import|url\(/);
  t.regex(page, /content="default-src &apos;none&apos;; style-src &apos;sha256-/);
});

test('a credential is not shown', t => {
  const file = new SourceFile('a.sh', 'docker login -p correct-horse-battery\ndocker build .\n');
  const secret = at(file, 'correct-horse-battery');
  const page = formatHtml(report([finding(at(file, 'docker build'))], { secrets: [secret] }), OPTIONS);
  t.false(page.includes('correct-horse'));
  t.regex(page, /-p \*\*\*/);
});

test('of many findings the worst are shown, and the others counted', t => {
  const many = Array.from({ length: 1002 }, (_, index) => finding(at(SCRIPT, 'docker'), { severity: index < 2 ? 'note' : 'error' }));
  const page = formatHtml(report(many), OPTIONS);
  t.is(page.split('<pre>').length - 1, 1000);
  t.regex(page, /2 more findings are not shown here/);
});
