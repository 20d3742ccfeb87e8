import test from 'ava';
import fc from 'fast-check';
import { ALWAYS } from '../../src/model/condition.js';
import { Env } from '../../src/model/env.js';
import { NO_OPTIONS } from '../../src/model/shell.js';
import type { Command, Hole, Shell } from '../../src/model/step.js';
import { choice, known, literal, reference, type Value, valueText } from '../../src/model/value.js';
import { type Interpreted, interpret } from '../../src/shell/interpret.js';
import { ParsedScripts } from '../../src/shell/parse.js';
import { SourceFile, span, spanText } from '../../src/source/file.js';
import { MappedText } from '../../src/source/mapped-text.js';
import { commandText, interpreted, wordText } from '../support/shell.js';

/** Every character of a literal stands where its part says, unless an escape or a substitution made it. */
function misplaced(value: Value): readonly string[] {
  return value.parts.flatMap(part => {
    if (part.kind !== 'literal' || part.span.end - part.span.start !== part.text.length) return [];
    const written = spanText(part.span);
    return written === part.text ? [] : [`${JSON.stringify(part.text)} is written ${JSON.stringify(written)}`];
  });
}

function commandsOf(result: Interpreted): readonly Command[] {
  return result.items.filter(item => item.kind === 'command');
}

/** The words of the first command as they are written in the file, one by one. */
function writtenWords(text: string): readonly string[] {
  return commandsOf(interpreted(text))[0]?.words.map(word => spanText(word.span)) ?? [];
}

const rows: readonly (readonly [text: string, written: readonly string[], reason: string])[] = [
  [`x 'a b' "c"d`, ['x', `'a b'`, '"c"d'], 'a word is placed with its quotes'],
  ['x \\\n  a\\\nb', ['x', 'a\\\nb'], 'and over a joined line'],
  ['A="p q"; x $A', ['x', 'p', 'q'], 'words from a variable stand where they were written'],
  ['A=p; x $A "$A"', ['x', '$A', '"$A"'], 'one that stays one word stands where it is used'],
  ['A=(p "q r"); x "${A[@]}"', ['x', 'p', '"q r"'], 'elements stand in their array'],
  ['x "$(y)"', ['y'], 'a substitution runs first'],
  ['`x "a \\"b\\"" \\`y\\``', ['y'], 'in backticks too'],
];
for (const [text, written, reason] of rows) test(`${reason}: ${text}`, t => t.deepEqual(writtenWords(text), written));

test('what stands in backticks with escapes is placed', t => {
  const [, outer] = commandsOf(interpreted('A=`x \\`y z\\` "\\$B" \\\\c d`'));
  t.deepEqual(
    outer?.words.map(word => spanText(word.span)),
    ['x', '`y z\\`', '"\\$B"', '\\c', 'd'],
  );
});

test('places of a heredoc survive the tabs that go', t => {
  const [cat] = commandsOf(interpreted('docker x <<-EOF\n\tone $A\n\t\ttwo\n\tEOF\n'));
  t.is(valueText(cat?.stdin as Value), 'one $A\ntwo');
  t.deepEqual(misplaced(cat?.stdin as Value), []);
});

/** A script with template expressions: `<NAME>` is a hole for a value. */
function withHoles(text: string, values: Readonly<Record<string, (at: ReturnType<typeof span>) => Value>>): readonly string[] {
  const file = new SourceFile('ci.yml', text);
  const whole = MappedText.verbatim(file, 0, text.length);
  const holes: Hole[] = [...text.matchAll(/<(\w+)>/g)].map(match => {
    const at = span(file, match.index, match.index + match[0].length);
    return { start: at.start, end: at.end, value: values[match[1] ?? '']?.(at) ?? reference({ scope: 'input', name: match[1] ?? '' }, at) };
  });
  const shell: Shell = {
    kind: 'shell',
    script: { text: whole.masked(holes), holes },
    dialect: 'bash',
    options: NO_OPTIONS,
    span: span(file, 0, text.length),
    runs: ALWAYS,
    env: Env.empty,
    workingDirectory: '',
    via: [],
    tolerated: false,
  };
  const result = interpret(
    shell,
    { root: '', script: () => undefined, scripts: new ParsedScripts() },
    { commands: 100, nodes: 1000, depth: 20 },
  );
  return commandsOf(result).map(commandText);
}

const holes: readonly (readonly [text: string, expected: readonly string[], reason: string])[] = [
  ['x <a> "<a>" \'<a>\'', ['x ${input.a}~ ${input.a} ${input.a}'], 'a template expression is a reference in any quotes'],
  ['x p<a>q "$P/<a>q"', ['x p${input.a}q~ $P/${input.a}q'], 'a part of a word'],
  ['x "$P<a>q/r" "$<a>"', ['x …/r …'], 'right behind a variable it changes which one that is'],
  ['x ${P<a>}', ['x …~'], 'in the name of a variable nobody knows which'],
  ['A=<a>; x "$A"', ['x ${input.a}'], 'and the value of one'],
  ['x "${A:-<a>}"', ['x {$A|${input.a}}'], 'a default'],
  ['x $(echo <a>)', ['x ${input.a}~'], 'in a substitution'],
  ['x `echo <a> \\`echo <b>\\``', ['x ${input.a}~ ${input.b}~'], 'in backticks'],
  ['cat <<EOF | x\n<a>\nEOF', ['x'], 'in a heredoc'],
  ['x <known>', ['x two words'], 'known text is split as the shell will'],
  ['x "<known>"', ["x 'two words'"], 'unless it is quoted'],
  ['x <quote>', ['x …~'], 'text with quotes in it is read by the shell: not followed'],
  ['x <flag> .', ['x {--push|--load} .'], 'a choice of one word or another stays one word'],
  ['x <flags> .', ['x --push --x . ? push', 'x . ? not push'], 'of several words or none it makes two commands'],
  ['x "<flag>"', ['x {--push|--load}'], 'quoted it stays one word'],
  ['<a> y; x', ['x'], 'a program nobody can name'],
  ['if [ "<flag>" = --push ]; then x; fi', ['x ? push'], 'a test of it is decided by event'],
];
for (const [text, expected, reason] of holes) {
  test(`${reason}: ${text}`, t => {
    const found = withHoles(text, {
      known: at => literal('two words', at),
      quote: at => literal(`say "it"`, at),
      flags: at =>
        choice(
          [
            { when: { kind: 'event', events: ['push'] }, value: literal('--push --x', at) },
            { when: ALWAYS, value: literal('', at) },
          ],
          at,
        ),
      flag: at =>
        choice(
          [
            { when: { kind: 'event', events: ['push'] }, value: literal('--push', at) },
            { when: ALWAYS, value: literal('--load', at) },
          ],
          at,
        ),
    });
    t.deepEqual(found, expected);
  });
}

test('a Windows line end is no part of a word', t => {
  const { items, unread } = interpreted('docker build \\\r\n  -t a .\r\nif true; then\r\n  docker push a\r\nfi\r\n');
  t.deepEqual(
    items.flatMap(item => (item.kind === 'command' ? [commandText(item)] : [])),
    ['docker build -t a .', 'docker push a'],
  );
  t.deepEqual(
    unread.map(note => note.at.start),
    [14],
    'it is told once',
  );
});

const broken: readonly (readonly [text: string, commands: readonly string[]])[] = [
  ['docker a; fi; docker b', ['docker a', 'docker b']],
  ['docker a\nif x; then docker b', ['docker a', 'x', 'docker b ? (x)']],
  ['docker a )\ndocker b', ['docker a', 'docker b']],
  ['docker a "unclosed', ['docker a unclosed']],
];
for (const [text, expected] of broken) {
  test(`around a syntax error the rest is read: ${text}`, t => {
    const { items, unread } = interpreted(text);
    t.deepEqual(
      items.flatMap(item => (item.kind === 'command' ? [commandText(item)] : [])),
      expected,
    );
    t.true(unread.length > 0);
    for (const note of unread) t.is(note.kind, 'syntax');
  });
}

const SCRIPT = `set -euo pipefail
A=(a "b c" $(cmd x)); f() { local T=\${1:-x}; docker tag "$T" \${T##*/}; }
if [ "$X" = 1 ] && ! grep -q x f; then ARGS+=(--push); else eval "y='$A'"; fi
for i in {1..3} "\${A[@]}"; do f "$i" || break; done
case \${B%/*} in a|b*) cat <<EOF | docker build - ;; *) exit 1 ;; esac
text $X
EOF
while read -r l; do echo "$l" >> "$GITHUB_ENV"; done < <(ls)
[[ $A == *x && ( -n $B || $C =~ ^d ) ]] || { docker push "\${A[*]}"; } 2>&1 | tee log
`;

test('a script changed at random throws nothing, and its words stay in its text', t => {
  const characters = [...new Set(`${SCRIPT}'"\`\\;&|<>(){}[]$#!\r\n\t€🐳`)];
  const change = fc.tuple(fc.nat(SCRIPT.length), fc.nat(6), fc.array(fc.constantFrom(...characters), { maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), changes => {
      let text = SCRIPT;
      for (const [at, removed, added] of changes) text = text.slice(0, at) + added.join('') + text.slice(at + removed);
      for (const item of interpreted(text).items) {
        if (item.kind !== 'command') continue;
        for (const word of item.words) {
          if (word.span.file.path === 'ci/script.sh')
            t.true(word.span.end <= text.length && word.span.start <= word.span.end, wordText(word));
        }
      }
    }),
    { numRuns: 150, seed: 20261123 },
  );
});

test('plain words of any characters are placed to the character', t => {
  const word = fc.string({ unit: fc.constantFrom(...'abZ09._/:-€ß🐳'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.constantFrom(' ', ' \\\n ', '\t'), (words, gap) => {
      const [command] = commandsOf(interpreted(['docker', ...words].join(gap)));
      t.deepEqual(command?.words.map(known), ['docker', ...words]);
      t.deepEqual(
        command?.words.map(one => spanText(one.span)),
        ['docker', ...words],
      );
      t.deepEqual(command?.words.flatMap(misplaced), []);
    }),
    { numRuns: 100, seed: 20261123 },
  );
});
