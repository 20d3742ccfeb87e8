import test from 'ava';
import { Env } from '../src/model/env.js';
import { literal, valueText } from '../src/model/value.js';
import { expanded, script, stepTexts, variables } from './support/followed.js';

/** One line for each case: a script and the files around it, the steps it becomes, the kinds of what could not be read, and why. */
function t(
  text: string,
  files: Readonly<Record<string, string>>,
  steps: readonly string[],
  reason: string,
  unread: readonly string[] = [],
): void {
  test(`${reason}: ${text}`, async test => {
    const result = await expanded([script(text)], files);
    test.deepEqual(stepTexts(result), steps);
    test.deepEqual(
      result.pipeline.unread.map(note => note.kind),
      unread,
    );
  });
}

const SH = '#!/bin/sh\nx "$1" "$A"\n';

t('./a.sh b', { 'a.sh': SH }, ['other: x b $A'], 'a script is followed');
t('bash a.sh b', { 'a.sh': SH }, ['other: x b $A'], 'by its shell');
t('sh -e ci/a.sh "b c"', { 'ci/a.sh': SH }, [`other: x 'b c' $A`], 'with flags');
t('ci/a b', { 'ci/a': '#!/usr/bin/env bash\nx "$1"' }, ['other: x b'], 'without an ending');
t('cd ci && ./a.sh', { 'ci/a.sh': 'x' }, ['other: x'], 'from where the shell is');
t('A=1; ./a.sh b', { 'a.sh': SH }, ['other: x b $A'], 'a variable stays in its shell');
t('export A=1; ./a.sh b', { 'a.sh': SH }, ['other: x b 1'], 'unless it is exported');
t('A=1 ./a.sh b', { 'a.sh': SH }, ['other: x b 1'], 'or given to the command');
t('set -a; A=1; ./a.sh b', { 'a.sh': SH }, ['other: x b 1'], 'or all are exported');
t('env A=1 ./a.sh b; env -i ./a.sh c', { 'a.sh': SH }, ['other: x b 1', 'other: x c $A'], 'or env gives it');
t('sudo A=1 ./a.sh b', { 'a.sh': SH }, ['other: sudo x b 1'], 'as root all is root’s');
t(
  'export A=1; sudo x; sudo -E ./a.sh',
  { 'a.sh': 'y "$A"' },
  ['other: sudo x', 'other: sudo y 1'],
  'sudo hands variables on where it is told to',
);
t('if a; then ./a.sh; fi', { 'a.sh': 'b && exit 1\nc' }, ['other: a (tolerated)', 'other: b ? (a)'], 'conditions add up');
t('./a.sh || true', { 'a.sh': 'x' }, ['other: x (tolerated)'], 'what is forgiven outside is forgiven inside');
t('./a.sh', {}, ['opaque: ./a.sh'], 'a script that is not there may have done anything', ['missing']);
t('"$DIR/a.sh"', { 'a.sh': 'x' }, ['opaque: $DIR/a.sh'], 'nor is one that nobody can find', ['dynamic']);
t(
  'cd "$CI_PROJECT_DIR/ci"; ./a.sh; cd $CI_PROJECT_DIR; ci/a.sh',
  { 'ci/a.sh': 'x' },
  ['other: x', 'other: x'],
  'the checkout has many names',
);
t(
  '$CI_PROJECT_DIR/a.sh; cd $A; ./a.sh',
  { 'b.sh': '' },
  ['opaque: $CI_PROJECT_DIR/a.sh~', 'opaque: ./a.sh'],
  'missing and not to be found are two things',
  ['missing', 'dynamic'],
);
t('echo x | sh -; sh -e /etc/init.d/x start', {}, ['other: x', 'other: sh -e /etc/init.d/x start'], 'a dash is standard input');
t('./gradlew build', {}, ['other: ./gradlew build'], 'what starts a build tool is not of interest');
t(
  './a.py; ./b.py',
  { 'a.py': '#!/usr/bin/env python3\nrun("docker build")', 'b.py': '#!/usr/bin/env python3\n' },
  ['opaque: ./a.py', 'other: ./b.py'],
  'scripts of other languages are opaque where they speak of docker',
  ['unsupported'],
);
t('./a.sh', { 'a.sh': './a.sh' }, ['opaque: a script that is not read'], 'a script that calls itself', ['limit']);
t('bash -c "x $A; y"', {}, ['other: x $A~', 'other: y'], 'text is a script');
t('bash <<EOF\nx $A\nEOF', {}, ['other: x $A~'], 'and so is standard input');
t(
  'curl -fsSL https://x.example/i.sh | sh',
  {},
  ['download: curl -fsSL https://x.example/i.sh', 'opaque: sh'],
  'but not one that is fetched',
  ['dynamic'],
);
t('su - deploy -c "x; y"; su deploy', {}, ['other: x', 'other: y', 'other: su deploy'], 'another user’s shell');
t(
  'ssh host docker build .; ssh host <<EOF\ndocker push a\nEOF',
  {},
  ['other: ssh host docker build .', 'other: ssh host'],
  'another machine',
  ['unsupported', 'unsupported'],
);
t('sh -c "$A"', {}, ['opaque: sh -c $A'], 'nor one that only a run tells', ['dynamic']);
t('"$A"', {}, ['opaque: $A'], 'nor a program', ['dynamic']);
t('npm ci; npm run build', {}, ['other: npm ci', 'opaque: npm run build'], 'a package.json that is not there', ['missing']);
t(
  'time -p x; timeout -s 9 10 y; nice z; nohup env -u A command w',
  {},
  ['other: x', 'other: y', 'other: z', 'other: w'],
  'wrappers are looked through',
);
t('retry 3 x; travis_retry y; travis_wait 30 z; retry -t 3 -- w', {}, ['other: x', 'other: y', 'other: z', 'other: w'], 'retries too');
t('op run --env-file e -- x; aws-vault exec p -- y; dotenv z', {}, ['other: x', 'other: y', 'other: dotenv z'], 'and what fills variables');
t(
  'ls | xargs -n 1 x a; ls | xargs -I {} y "b{}"; xargs -I{} z {}; xargs -i v {}; xargs --replace=% w %',
  {},
  [
    'other: ls',
    'other: x a …~ ? (xargs reads words)',
    'other: ls',
    'other: y … ? (xargs reads words)',
    'other: z … ? (xargs reads words)',
    'other: v … ? (xargs reads words)',
    'other: w … ? (xargs reads words)',
  ],
  'what xargs adds is not known',
);
t(
  'a | sudo tee -a ~/.docker/config.json',
  {},
  ['other: a', 'other: sudo tee -a ~/.docker/config.json', 'restore-credentials:'],
  'credentials put in place',
);
t(
  'echo "$A" > ~/.docker/config.json; cp x "$HOME/.docker/config.json"; cat x >"$DOCKER_CONFIG/config.json"',
  {},
  [
    'restore-credentials:',
    'move-file: cp x $HOME/.docker/config.json',
    'restore-credentials: cp x $HOME/.docker/config.json',
    'other: cat x',
    'restore-credentials:',
  ],
  'in every way',
);
t('exec ./a.sh; x', { 'a.sh': 'y' }, ['other: y'], 'what takes the shell’s place');

test('each step has the variables a program started there sees', async t => {
  const { pipeline } = await expanded([script('export A=2; B=3; x; C=4 y')], {}, variables({ A: '1', Z: '$Y' }));
  const seen = pipeline.jobs[0]?.steps
    .filter(step => step.kind === 'other')
    .map(({ env }) => Object.fromEntries(env.entries().map(([name, value]) => [name, valueText(value)])));
  t.deepEqual(seen, [
    { A: '2', Z: '$Y' },
    { A: '2', Z: '$Y', C: '4' },
  ]);
});

test("a step's own variables go over those of earlier steps, these over the job's", async t => {
  const steps = [
    script('x $A$B$C; echo "B=two" >> "$GITHUB_ENV"; echo "C=two" >> $GITHUB_ENV'),
    script('y $A$B$C', { env: variables({ C: 'three' }) }),
    script('z $A$B$C'),
  ];
  const result = await expanded(steps, {}, variables({ A: 'one', B: 'one' }));
  t.deepEqual(stepTexts(result), ['other: x oneone$C~', 'other: y onetwothree', 'other: z onetwotwo']);
});

test('variables mention others, and the outer one of their name', async t => {
  const env = variables({ A: '$B/a', B: 'b', C: '$C/c', D: '$E', E: '$D' });
  const result = await expanded([script('x "$A" "$C" "$D"', { env: variables({ A: '$A/step' }) })], {}, env);
  t.deepEqual(stepTexts(result), ['other: x b/a/step $C/c $D']);
});

const carried: readonly (readonly [text: string, seen: string, reason: string])[] = [
  ['echo A=1 >> $GITHUB_ENV', '1', 'a line'],
  ['echo "A=$B" | tee -a "$GITHUB_ENV"', '$B', 'through tee'],
  ['{ echo A=0; echo "A=1"; } >> "$GITHUB_ENV"', '1', 'a group, the last counts'],
  ['cat <<EOF >> $GITHUB_ENV\nA=1 2\nEOF', '1 2', 'a heredoc'],
  ['{ echo "A<<END"; echo 1; echo 2; echo END; } >> "$GITHUB_ENV"', '1\n2', 'several lines'],
  ['printf "A=%s\\n" 1 >> $GITHUB_ENV', '1', 'printf'],
  ['echo "::set-env name=A::1"', '1', 'the older way'],
  ['echo \'export A="1 2"\' >> $BASH_ENV', '1 2', 'a file that the next shell reads'],
  ['if [ "$B" ]; then echo A=1 >> $GITHUB_ENV; fi', '{1|$A}', 'under a condition'],
  ['if [ "$B" ]; then V=1; else V=2; fi; echo "A=$V" >> $GITHUB_ENV', '{1|2}', 'with a value that hangs on one'],
  ['echo A=1 >> other', '$A', 'another file'],
  ['echo A=$(date) >> $GITHUB_ENV', '${output.ci.yml:9}', 'what only a run tells'],
];
for (const [text, seen, reason] of carried) {
  test(`variables of later steps by ${reason}: ${text}`, async t => {
    const { pipeline } = await expanded([script(text), script('end "$A"')]);
    const last = pipeline.jobs[0]?.steps.at(-1);
    t.is(last?.words?.map(valueText)[1], seen);
  });
}

test('text that a template is known to stand for is read where it stands', async t => {
  const text = "x <a>; y '<b>' <c>";
  const planned = script(text);
  const value: Readonly<Record<string, string>> = { a: "one; z 'two words'", b: 'p', c: '$Q' };
  const holes = [...text.matchAll(/<(\w)>/g)].map(match => {
    return { start: match.index, end: match.index + 3, value: literal(value[match[1] ?? ''] ?? '', planned.span) };
  });
  const masked = { ...planned, script: { text: planned.script.text.masked(holes), holes } };
  t.deepEqual(stepTexts(await expanded([masked])), ['other: x one', "other: z 'two words'", 'other: y p $Q~']);
});

test('outputs are handed to what names them', async t => {
  const use = { ...script('use'), kind: 'command', dialect: 'bash', words: [] } as const;
  const reference = { kind: 'reference', to: { scope: 'output', name: 'meta.tag' }, span: use.span } as const;
  const steps = [
    script('echo "tag=v1" >> "$GITHUB_OUTPUT"', { key: 'meta' }),
    {
      ...use,
      words: [
        { parts: [{ kind: 'literal', text: 'x', span: use.span }], span: use.span },
        { parts: [reference], span: use.span },
      ],
    } as const,
  ];
  t.deepEqual(stepTexts(await expanded(steps)), ['other: x v1']);
});

test('a shell that goes on keeps what it holds', async t => {
  const steps = [script('A=1; cd ci; f() { x "$A"; }'), script('f; ./a.sh', { continues: true }), script('f "$A"')];
  t.deepEqual(stepTexts(await expanded(steps, { 'ci/a.sh': 'y' })), ['other: x 1', 'other: y', 'other: f $A']);
});

test('calls tell where they came from', async t => {
  const { pipeline } = await expanded([script('f() { bash a.sh; }; f')], { 'a.sh': 'source b.sh', 'b.sh': 'x' });
  const [step] = pipeline.jobs[0]?.steps ?? [];
  t.deepEqual(
    step?.via.map(({ callee, at }) => `${callee} ${at.file.path}:${at.start}`),
    ['f() ci.yml:20', 'a.sh ci.yml:6', 'b.sh a.sh:0'],
  );
});

test('files that were reached are told', async t => {
  const { reachedFiles } = await expanded([script('./a.sh; ./c.sh')], { 'a.sh': '. ./b.sh', 'b.sh': '', 'd.sh': '' });
  t.deepEqual([...reachedFiles].map(file => file.path).sort(), ['a.sh', 'b.sh']);
});

test('what another shell reads is noted where it may matter', async t => {
  const steps = [script('docker build .', { dialect: 'powershell' }), script('Get-Date', { dialect: 'powershell' })];
  const result = await expanded(steps);
  t.deepEqual(stepTexts(result), ['opaque: a script that is not read', 'other:']);
  t.deepEqual(
    result.pipeline.unread.map(note => note.why),
    ['scripts for powershell are not read'],
  );
});

test('calls are followed to a depth, and a job to a number of commands', async t => {
  const deep = Object.fromEntries(Array.from({ length: 30 }, (_, level) => [`${level}.sh`, `./${level + 1}.sh`]));
  const { pipeline } = await expanded([script('./0.sh')], deep);
  t.deepEqual(
    pipeline.unread.map(note => note.kind),
    ['limit'],
  );
  const doubling = Array.from({ length: 18 }, (_, level) => `f${level}() { f${level + 1}; f${level + 1}; }`).join('\n');
  const many = await expanded([script(`${doubling}\nf18() { x; }\nf0; docker build .`)]);
  t.deepEqual(
    many.pipeline.unread.map(note => note.kind),
    ['limit'],
  );
  t.true(many.pipeline.jobs[0]?.steps.some(step => step.kind === 'opaque'));
  const long = await expanded([script(`: ${'x'.repeat(200_000)}`)]);
  t.deepEqual(
    long.pipeline.unread.map(note => note.kind),
    ['limit'],
  );
});

test('an empty job stays empty', async t => {
  t.deepEqual(stepTexts(await expanded([], {}, Env.empty)), []);
});

test('a shell that goes on has its variables, functions, folder and the options its script has set', async test => {
  const result = await expanded(
    [script('A=1; f() { x "$A" "$B"; }; cd ci; set -x'), script('f; ./a.sh', { continues: true }), script('f "$A"')],
    { 'ci/a.sh': 'y "$A"' },
  );
  test.deepEqual(stepTexts(result), ['other: x 1 $B', 'other: y $A', 'other: f $A']);
});

test('between two texts of a shell the CI system may set variables', async test => {
  const result = await expanded([
    script('export A=1; B=own', { env: variables({ B: 'b', C: 'c' }) }),
    script('x "$A" "$B" "$C"', { continues: true, env: variables({ B: 'b', C: 'd' }) }),
  ]);
  test.deepEqual(stepTexts(result), ['other: x 1 own d']);
});

test('an exit ends the shell for all that would go on with it', async test => {
  const result = await expanded([script('if a; then exit 1; fi'), script('x', { continues: true }), script('y')]);
  test.deepEqual(stepTexts(result), ['other: a', 'other: x ? not (a)', 'other: y']);
});

test('what a hook exports is set for all steps after it, and nothing else', async test => {
  const result = await expanded([
    script('export A=1; B=2; f() { x; }', { exportsToJob: true }),
    script('x "$A" "$B"; f'),
    script('A=3; y "$A"', { env: variables({ A: '4' }) }),
    script('z "$A"'),
  ]);
  test.deepEqual(stepTexts(result), ['other: x 1 $B', 'other: f', 'other: y 3', 'other: z 1']);
});

test('a variable that a platform sets holds from its step on', async test => {
  const base = script('');
  const set = { ...base, kind: 'set-env', variable: 'A', value: literal('1', base.span) } as const;
  const result = await expanded([
    script('x "$A"'),
    { ...set, exported: false },
    script('x "$A"'),
    { ...set, exported: true },
    script('x "$A"'),
    script('x "$A"', { env: variables({ A: '2' }) }),
  ]);
  test.deepEqual(stepTexts(result), ['other: x $A', 'other: x $A', 'other: x 1', 'other: x 2']);
});

test('what a step keeps of its output is known to the steps after it, and to the variables of the job', async test => {
  const prints = { scope: 'output', name: 'here' } as const;
  const kept = { parts: [{ kind: 'reference', to: prints, span: script('').span }], span: script('').span } as const;
  const result = await expanded(
    [script('echo "a  b"; echo c', { prints }), script('x "$OF_JOB" "$OWN"', { env: Env.of([['OWN', kept]]) })],
    {},
    Env.of([['OF_JOB', kept]]),
  );
  test.deepEqual(stepTexts(result), [`other: x 'a  b\nc' 'a  b\nc'`]);
});

test('the output of a command is what the command stands for', async test => {
  const prints = { scope: 'output', name: 'here' } as const;
  const kept = { parts: [{ kind: 'reference', to: prints, span: script('').span }], span: script('').span } as const;
  const { pipeline } = await expanded([script('tool --print', { prints }), script('x "$A"', { env: Env.of([['A', kept]]) })]);
  const [tool, user] = pipeline.jobs[0]?.steps ?? [];
  test.is(user?.words?.[1] && valueText(user.words[1]), tool?.prints && `\${output.${tool.prints.name}}`);
  test.not(tool?.prints?.name, 'here');
});
