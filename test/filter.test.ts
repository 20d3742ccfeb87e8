import test from 'ava';
import { COMMENT_RULES, filter } from '../src/filter.js';
import type { Finding, Severity } from '../src/model/finding.js';
import { SourceFile, span } from '../src/source/file.js';
import { at, finding, outline } from './support/reports.js';

const KNOWN = ['login-missing', 'load-then-push', 'rule-that-is-off'];
const ACTIVE = new Map<string, Severity>([
  ['login-missing', 'error'],
  ['load-then-push', 'error'],
  ...COMMENT_RULES.map(rule => [rule.id, rule.severity] as const),
]);
const TODAY = '2027-01-31';

/** What is left of a finding of `login-missing` on every `HERE` of a file, as `line:rule`. */
function left(path: string, text: string, statements: Readonly<Record<string, string>> = {}): readonly string[] {
  const file = new SourceFile(path, text);
  const findings = [...file.text.matchAll(/HERE(\d?)/g)].map(match => {
    const whole = statements[match[0]];
    return finding(span(file, match.index, match.index + match[0].length), whole === undefined ? {} : { statement: at(file, whole) });
  });
  return leftOf(file, findings).map(one => `${one.at.file.position(one.at.start).line}:${one.rule}`);
}

function leftOf(file: SourceFile, findings: readonly Finding[]): readonly Finding[] {
  return filter(findings, [outline(file)], { today: TODAY, known: KNOWN, activeIn: () => ACTIVE }).findings;
}

const OK = 'dbc-lint: ignore[login-missing] -- why';

const cases: readonly (readonly [what: string, path: string, text: string, left: readonly string[]])[] = [
  ['at the end of the line', 'a.yml', `- run: HERE # ${OK}\n`, []],
  ['alone above', 'a.yml', `# ${OK}\n- run: HERE\n`, []],
  ['above, with blank lines and other comments between', 'a.yml', `# ${OK}\n\n  # more\n- run: HERE\n`, []],
  ['two above one another', 'a.yml', `# dbc-lint: ignore[load-then-push, login-missing] -- x\n# ${OK}\n- run: HERE\n`, ['1:unused-ignore']],
  ['on the line below', 'a.yml', `- run: HERE\n# ${OK}\n`, ['1:login-missing', '2:unused-ignore']],
  ['two lines above', 'a.sh', `# ${OK}\ntrue\nHERE\n`, ['1:unused-ignore', '3:login-missing']],
  ['for another rule', 'a.yml', '- run: HERE # dbc-lint: ignore[load-then-push] -- x\n', ['1:login-missing', '1:unused-ignore']],
  [
    'above a list item, for all of it',
    'a.yml',
    `jobs:\n  # ${OK}\n  - name: x\n    with:\n\n      push: HERE\n  - run: HERE\n`,
    ['7:login-missing'],
  ],
  ['above a key, for that key', 'a.yml', `- name: x\n  with:\n    # ${OK}\n    push: HERE\n    load: HERE\n`, ['5:login-missing']],
  ['at the end of a key, for all below it', 'a.yml', `with: # ${OK}\n  push: HERE\nload: HERE\n`, ['3:login-missing']],
  ['above a key with a list as far left', 'a.yml', `# ${OK}\nscript:\n- HERE\n- HERE\nimage: HERE\n`, ['5:login-missing']],
  ['above a list item with a list as far left', 'a.yml', `# ${OK}\n- HERE\n- HERE\n`, ['3:login-missing']],
  ['above a script, for all of it', 'a.yml', `# ${OK}\n- run: |\n    true\n    HERE\n`, []],
  ['in a script, for one command', 'a.yml', `run: |\n  # ${OK}\n  HERE\n  HERE\n`, ['4:login-missing']],
  [
    'in a script, indented lines below are other commands',
    'a.yml',
    `run: |\n  # ${OK}\n  if HERE; then\n    HERE\n  fi\n`,
    ['4:login-missing'],
  ],
  [
    'at the end of a script, for nothing behind it',
    'a.yml',
    `- run: |\n    true\n    # ${OK}\n- run: HERE\n`,
    ['3:unused-ignore', '4:login-missing'],
  ],
  ['a script in a list item', 'a.yml', `- |\n  # ${OK}\n  HERE\n- HERE\n`, ['4:login-missing']],
  ['above a command over several lines', 'a.sh', `# ${OK}\ndocker build \\\n  --a \\\n  HERE\nHERE\n`, ['5:login-missing']],
  ['at the end of a command over several lines', 'a.sh', `docker build \\\n  HERE \\\n  --a # ${OK}\nHERE\n`, ['4:login-missing']],
  ['two backslashes join nothing', 'a.sh', `echo HERE \\\\\ntrue # ${OK}\n`, ['1:login-missing', '2:unused-ignore']],
  [
    'behind a backslash, where it would end the command',
    'a.sh',
    `docker build \\\n# ${OK}\nHERE\n`,
    ['2:invalid-ignore', '3:login-missing'],
  ],
  ['behind a backslash of YAML, which joins nothing', 'a.yml', `a: C:\\\n# ${OK}\nb: HERE\n`, []],
  ['in a folded scalar, where it is none', 'a.yml', `run: >-\n  # ${OK}\n  HERE\n`, ['2:invalid-ignore', '3:login-missing']],
  ['behind a backslash at the end of a line', 'a.sh', `HERE \\ # ${OK}\n  --push\n`, ['1:login-missing', '1:invalid-ignore']],
  ['at the end of a plain scalar that goes on', 'a.yml', `- run: HERE # ${OK}\n    --push\n`, ['1:login-missing', '1:invalid-ignore']],
  ['at the end of a quoted scalar that goes on', 'a.yml', `- "HERE # ${OK}\n  --push"\n`, ['1:login-missing', '1:invalid-ignore']],
  ['at the end of a key whose map is indented', 'a.yml', `- run: # ${OK}\n    a: HERE\n`, []],
  ['at the end of the first key of a list item', 'a.yml', `- name: HERE # ${OK}\n  run: x\n`, []],
  ['with two slashes inside a Groovy string', 'Jenkinsfile', `sh '''\n  // ${OK}\n  HERE\n'''\n`, ['2:invalid-ignore', '3:login-missing']],
  ['with a hash in Groovy', 'Jenkinsfile', `sh 'HERE' # ${OK}\n`, ['1:login-missing', '1:invalid-ignore']],
  ['with a hash in a template of JavaScript', 'a.mjs', `x(\`\n  # ${OK}\n  HERE\n\`)\n`, []],
  ['with two slashes behind an apostrophe of JavaScript', 'a.mjs', `// don't\nx('HERE') // ${OK}\n`, []],
  ['between slashes and stars', 'a.mjs', `x('HERE') /* ${OK} */\n`, ['1:login-missing', '1:invalid-ignore']],
  ['with a hash in HCL', 'docker-bake.hcl', `tags = [HERE] # ${OK}\n`, []],
  ['with two slashes in HCL', 'docker-bake.hcl', `// ${OK}\ntags = [HERE]\n`, []],
  ['in a makefile', 'Makefile', `a:\n\t# ${OK}\n\tHERE\n`, []],
  ['misspelt', 'a.yml', `- run: HERE # dbc-lint-ignore[login-missing] -- why\n`, ['1:login-missing', '1:invalid-ignore']],
  ['misspelt in the name', 'a.yml', `- run: HERE # dbclint: ignore[login-missing] -- why\n`, ['1:login-missing', '1:invalid-ignore']],
  [
    'for a whole file, in a folded scalar',
    'a.yml',
    `run: >-\n  HERE\n  # ${OK.replace('ignore', 'ignore-file')}\n`,
    ['2:login-missing', '3:invalid-ignore'],
  ],
  ['for a whole file', 'a.yml', 'a: HERE\n# dbc-lint: ignore-file[login-missing] -- why\nb: HERE\n', []],
  ['with two slashes in Groovy', 'Jenkinsfile', `sh 'HERE' // ${OK}\n// ${OK}\nsh 'HERE'\n`, []],
  ['in the script of a Groovy string', 'Jenkinsfile', `sh '''\n  # ${OK}\n  HERE\n'''\n`, []],
  ['with two slashes in YAML, where that is text', 'a.yml', `- run: HERE // ${OK}\n`, ['1:login-missing']],
  ['in quotes', 'a.sh', `echo HERE "# ${OK}"\necho '# ${OK}'\n`, ['1:login-missing']],
  ['behind an apostrophe', 'a.yml', `- name: don't HERE # ${OK.replace('why', "it's fine")}\n`, []],
  ['behind a quoted hash', 'a.yml', `- name: "a # b HERE" # ${OK}\n`, []],
  ['without white space before', 'a.sh', `echo HERE#${OK}\n`, ['1:login-missing']],
  ['with Windows line ends', 'a.yml', `# ${OK}\r\n- run: HERE\r\n`, []],
  ['with no white space after the hash', 'a.yml', `- run: HERE #${OK}\n`, []],
];

for (const [what, path, text, expected] of cases) {
  test(`a comment ${what}`, t => {
    t.deepEqual(left(path, text), expected);
  });
}

test('a comment at the end of any line of a statement, or above its first, covers all of it', t => {
  const statement = "docker login \\\n -p 'a\n b' \\\n HERE";
  t.deepEqual(left('a.sh', `${statement} x # ${OK}\n`, { HERE: statement }), []);
  t.deepEqual(left('a.sh', `# ${OK}\n${statement}\n`, { HERE: statement }), []);
  const step = 'uses: x # note\n  with:\n    tags: HERE1\n    push: HERE2';
  t.deepEqual(left('a.yml', `- ${step.replace('note', OK)}\n`, { HERE2: step.replace('note', OK), HERE1: step.replace('note', OK) }), []);
  t.deepEqual(left('a.yml', `- uses: x\n  with:\n    # ${OK}\n    tags: HERE1\n    push: HERE2\n`, { HERE2: 'uses: x' }), [
    '5:login-missing',
  ]);
});

test('a comment above a command silences a finding that points to where its value was written', t => {
  const file = new SourceFile('a.sh', `P=x\n# ${OK}\ndocker build\n`);
  t.deepEqual(leftOf(file, [finding(at(file, 'P=x'), { statement: at(file, 'docker build') })]), []);
});

const complaints: readonly (readonly [comment: string, message: string, marked: string, silences: boolean])[] = [
  ['dbc-lint: ignore[login-missing]', 'This comment gives no reason. Add one behind ` -- `.', '# dbc-lint: ignore[login-missing]', true],
  [
    'dbc-lint: ignore[login-missing] -- ',
    'This comment gives no reason. Add one behind ` -- `.',
    '# dbc-lint: ignore[login-missing] --',
    true,
  ],
  [
    'dbc-lint: ignore[login-mising, login-missing] -- x',
    "There is no rule `login-mising`. Did you mean 'login-missing'? Correct the name, or remove it.",
    'login-mising',
    true,
  ],
  ['dbc-lint: ignore[login-missing, qqq] -- x', 'There is no rule `qqq`. Correct the name, or remove it.', 'qqq', true],
  [
    'dbc-lint: ignore[] -- x',
    'This comment names no rule, so it silences nothing. Write `dbc-lint: ignore[rule-id] -- reason`.',
    '#',
    false,
  ],
  [
    'dbc-lint: ignore login-missing',
    'This comment is not in a form that silences anything. Write `dbc-lint: ignore[rule-id] -- reason`.',
    '#',
    false,
  ],
  [
    'dbc-lint ignore[login-missing] -- x',
    'This comment is not in a form that silences anything. Write `dbc-lint: ignore[rule-id] -- reason`.',
    '#',
    false,
  ],
  [
    'dbc-lint: disable login-missing',
    'This comment is not in a form that silences anything. Write `dbc-lint: ignore[rule-id] -- reason`.',
    '#',
    false,
  ],
  [
    'dbc-lint: ignore[login-missing] until=2027-01-30 -- x',
    'This comment expired on 2027-01-30. Mend what it silences, or give it a new date.',
    '2027-01-30',
    false,
  ],
  [
    'dbc-lint: ignore[login-missing] until=2027-02-30 -- x',
    'This is not a day of the calendar. Write `until=YYYY-MM-DD`.',
    '2027-02-30',
    false,
  ],
  [
    'dbc-lint: ignore[login-missing] until=tomorrow -- x',
    'This is not a day of the calendar. Write `until=YYYY-MM-DD`.',
    'tomorrow',
    false,
  ],
];

for (const [comment, message, marked, silences] of complaints) {
  test(`\`${comment}\` is reported`, t => {
    const file = new SourceFile('a.yml', `- run: HERE # ${comment}\n`);
    const findings = leftOf(file, [finding(at(file, 'HERE'))]);
    t.is(findings.filter(one => one.rule === 'login-missing').length, silences ? 0 : 1);
    const [complaint, ...others] = findings.filter(one => one.rule !== 'login-missing');
    t.is(others.length, 0);
    t.is(complaint?.rule, 'invalid-ignore');
    t.is(complaint?.severity, 'warning');
    t.is(complaint?.message, message);
    t.true(file.text.slice(complaint?.at.start, complaint?.at.end).startsWith(marked));
  });
}

test('a comment holds through the day it names', t => {
  t.deepEqual(left('a.yml', '- run: HERE # dbc-lint: ignore[login-missing] until=2027-01-31 -- x\n'), []);
});

test('an unused comment is told apart from one that is unused in part', t => {
  const messages = (text: string) => leftOf(new SourceFile('a.yml', text), []).map(one => one.message);
  t.deepEqual(messages(`a: 1 # ${OK}\n`), ['`login-missing` reports nothing here. Remove the comment.']);
  const file = new SourceFile('a.yml', 'a: HERE # dbc-lint: ignore[load-then-push, login-missing] -- x\n');
  const [complaint] = leftOf(file, [finding(at(file, 'HERE'))]);
  t.is(complaint?.message, '`load-then-push` reports nothing here. Remove it from the comment.');
  t.is(file.text.slice(complaint?.at.start, complaint?.at.end), 'load-then-push');
});

test('a comment for a rule that is off is not called unused', t => {
  t.deepEqual(left('a.yml', 'a: 1 # dbc-lint: ignore[rule-that-is-off] -- x\n'), []);
});

test('complaints obey the configuration, and no comment silences them', t => {
  const file = new SourceFile('a.yml', 'a: 1 # dbc-lint: ignore[unused-ignore, login-missing] -- x\n');
  t.deepEqual(
    leftOf(file, []).map(one => one.message),
    ['`unused-ignore` reports nothing here. Remove the comment.', '`login-missing` reports nothing here. Remove the comment.'],
  );
  const off = new Map([...ACTIVE].filter(([id]) => id !== 'unused-ignore'));
  t.deepEqual(filter([], [outline(file)], { today: TODAY, known: KNOWN, activeIn: () => off }).findings, []);
});

test('comments of every file that a pipeline leads to are looked at, and silenced findings are kept apart', t => {
  const script = new SourceFile('ci/build.sh', `HERE # ${OK}\ntrue # ${OK}\n`);
  const found = finding(at(script, 'HERE'), { pipelineFile: 'a.yml', platform: 'gitlab-ci' });
  const { findings, silenced } = filter([found], [outline(new SourceFile('a.yml', ''))], {
    today: TODAY,
    known: KNOWN,
    activeIn: () => ACTIVE,
  });
  t.deepEqual(
    silenced.map(({ finding: one, reason }) => [one, reason]),
    [[found, 'why']],
  );
  const [unused] = findings;
  t.is(unused?.rule, 'unused-ignore');
  t.is(unused?.platform, 'gitlab-ci');
  t.is(unused?.pipelineFile, 'a.yml');
});

test('what is left is sorted by file, place and rule, each with an identity of its own', t => {
  const file = new SourceFile('a.yml', `a: 1 # ${OK}\nb: 1 # ${OK}\nc: HERE\n`);
  const other = new SourceFile('A.yml', 'HERE');
  const findings = leftOf(file, [finding(at(file, 'HERE')), finding(at(other, 'HERE'))]);
  t.deepEqual(
    findings.map(one => `${one.at.file.path} ${one.rule}`),
    ['A.yml login-missing', 'a.yml unused-ignore', 'a.yml unused-ignore', 'a.yml login-missing'],
  );
  t.is(new Set(findings.map(one => one.identity)).size, 4);
});

test('a comment that speaks of the linter is no ignore comment', t => {
  t.deepEqual(left('a.yml', '# dbc-lint is run here, see dbc-lint: the docs\n# run dbc-lint: ignore nothing\na: 1\n'), []);
});

test('a comment inside a value that is no script silences nothing', t => {
  const step = '- uses: x\n  with:\n    tags: |\n      HERE # note';
  const text = `${step.replace('note', OK)}\n`;
  t.deepEqual(left('a.yml', text, { HERE: text.trimEnd() }), ['4:login-missing', '4:unused-ignore']);
});

test('the configuration says whether a reason is required and what no comment silences; a gate heeds none', t => {
  const file = new SourceFile('a.yml', '- run: HERE # dbc-lint: ignore[login-missing]\n');
  const findings = [finding(at(file, 'HERE'))];
  const settings = { today: TODAY, known: KNOWN, activeIn: () => ACTIVE };
  const rulesLeft = (more: object) =>
    filter(findings, [outline(file)], { ...settings, ...more }).findings.map(({ rule, message }) => `${rule} ${message}`);
  t.deepEqual(rulesLeft({ policyOf: () => ({ requireReason: false, never: new Set() }) }), []);
  t.deepEqual(rulesLeft({ policyOf: () => ({ requireReason: false, never: new Set(['login-missing']) }) }), [
    `login-missing ${findings[0]?.message}`,
    'invalid-ignore The configuration lets no comment silence `login-missing`. Mend what it reports.',
  ]);
  t.deepEqual(rulesLeft({ without: true }), [`login-missing ${findings[0]?.message}`]);
});

test('where only a part of the project is read, a comment that others may need is not called unused', t => {
  const file = new SourceFile('a.sh', `true # ${OK}\n`);
  const settings = { today: TODAY, known: KNOWN, activeIn: () => ACTIVE };
  const count = (isWhole: boolean) => filter([], [outline(file)], { ...settings, isWhole: () => isWhole }).findings.length;
  t.is(count(true), 1);
  t.is(count(false), 0);
});
