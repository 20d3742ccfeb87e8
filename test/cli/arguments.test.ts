import test, { type ExecutionContext } from 'ava';
import { readArguments } from '../../src/cli/arguments.js';
import { helpText } from '../../src/cli/help.js';
import { OPTIONS } from '../../src/cli/options.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { formatNames } from '../../src/report/index.js';

function refused(t: ExecutionContext, argv: readonly string[], message: string): void {
  const error = t.throws(() => readArguments(argv), { instanceOf: UsageError });
  t.is(error?.message, message);
}

test('nothing typed lints the current folder as text', t => {
  t.deepEqual(readArguments([]), {
    command: 'lint',
    operands: [],
    help: false,
    version: false,
    outputs: [{ format: 'text' }],
    inContext: false,
    sarifSuppressed: false,
    exitZero: false,
    failOnUnread: false,
    order: { platform: undefined, builder: undefined, toolchain: undefined, image: undefined, outputFolder: undefined },
    severities: new Map(),
    exclude: [],
    noConfig: false,
    noIgnoreComments: false,
    quiet: false,
    stats: false,
  });
});

test('the first word is a command only by its exact name; ./rules is a path', t => {
  t.is(readArguments(['rules']).command, 'rules');
  t.deepEqual(readArguments(['explain', 'login-missing']).operands, ['login-missing']);
  t.deepEqual(readArguments(['inspect', 'a', 'b']).operands, ['a', 'b']);
  t.deepEqual(readArguments(['./rules']).operands, ['./rules']);
  t.deepEqual(readArguments(['ci', 'rules']).operands, ['ci', 'rules']);
  t.deepEqual(readArguments(['--', '-odd-name']).operands, ['-odd-name']);
});

test('a preset, for linting and for the list of rules', t => {
  t.is(readArguments(['--preset', 'adopt']).preset, 'adopt');
  t.is(readArguments(['rules', '--preset=strict']).preset, 'strict');
});

test('formats: short and long, several, each with its file', t => {
  const outputs = (...argv: string[]) => readArguments(argv).outputs;
  t.deepEqual(outputs('-f', 'sarif'), [{ format: 'sarif' }]);
  t.deepEqual(outputs('-fsarif'), [{ format: 'sarif' }]);
  t.deepEqual(outputs('--format=sarif=a=b.sarif', '-f', 'text'), [{ format: 'sarif', file: 'a=b.sarif' }, { format: 'text' }]);
  t.deepEqual(outputs('-f', 'json', '--output-file', 'x.json'), [{ format: 'json', file: 'x.json' }]);
  t.deepEqual(outputs('--output-file=x.txt'), [{ format: 'text', file: 'x.txt' }]);
});

test('two reports never go to one place', t => {
  refused(t, ['-f', 'text', '-f', 'json'], 'Two reports would be written to standard output. Give each its file: --format json=FILE.');
  refused(t, ['-f', 'text=a', '-f', 'json=a'], "Two reports would be written to 'a'. Give each its file: --format json=FILE.");
  refused(
    t,
    ['-f', 'text', '-f', 'json=b', '--output-file', 'a'],
    '--output-file goes with one format. With several, give each its file: --format sarif=FILE.',
  );
  refused(t, ['-f', 'json=b', '--output-file', 'a'], "The report is to be written to both 'b' and 'a'. Leave out one of them.");
});

test('rules and severities', t => {
  const { severities, failOn } = readArguments(['--rule', 'a=off', '--rule=b=note', '--rule', 'a=error', '--fail-on', 'never']);
  t.deepEqual(
    [...severities],
    [
      ['a', 'error'],
      ['b', 'note'],
    ],
  );
  t.is(failOn, 'never');
});

test('a misuse is one sentence with what to do, and the name that was meant', t => {
  refused(t, ['--fomat', 'x'], "There is no option --fomat. Did you mean '--format'? Run dbc-lint --help for all options.");
  refused(t, ['-x'], 'There is no option -x. Run dbc-lint --help for all options.');
  refused(t, ['-f', 'sraif'], `There is no format 'sraif'. Did you mean 'sarif'? Take one of: ${formatNames.join(', ')}.`);
  refused(
    t,
    ['--fail-on', 'warn'],
    "--fail-on knows no severity 'warn'. Did you mean 'warning'? Take one of: note, warning, error, never.",
  );
  refused(
    t,
    ['--rule', 'a=of'],
    "--rule a=of asks for an unknown severity 'of'. Did you mean 'off'? Take one of: note, warning, error, off.",
  );
  refused(t, ['--rule', 'a'], '--rule a has no severity. Write --rule ID=SEVERITY, as in --rule login-missing=error.');
  refused(t, ['--preset', 'strikt'], "There is no preset 'strikt'. Did you mean 'strict'? Take one of: recommended, strict, adopt.");
  refused(t, ['--preset', 'toString'], "There is no preset 'toString'. Take one of: recommended, strict, adopt.");
  refused(t, ['--fail-on'], '--fail-on needs a value: --fail-on SEVERITY.');
  refused(t, ['--format='], '--format needs a value: --format NAME[=FILE].');
  refused(t, ['-f', 'sarif='], "--format sarif= names no file. Write --format sarif=FILE, or leave out the '='.");
  refused(t, ['--exclude', '--help'], "--exclude needs a value, but '--help' looks like an option. Write --exclude=--help if it is meant.");
  refused(t, ['--exit-zero=yes'], "--exit-zero takes no value. Leave out '=yes'.");
  refused(t, ['rules', '--fail-on', 'note'], "--fail-on means nothing with 'rules'. Leave it out.");
});

test('colour is left to the terminal unless a flag says', t => {
  t.is(readArguments([]).color, undefined);
  t.true(readArguments(['--color']).color);
  t.false(readArguments(['--no-color']).color);
});

test('help names every option, within 100 columns', t => {
  const help = helpText();
  for (const name of Object.keys(OPTIONS)) t.true(help.includes(`--${name}`), name);
  for (const line of help.split('\n')) t.true(line.length <= 100, line);
});
