import {
  array,
  boolean,
  description,
  finite,
  type GenericSchema,
  type InferOutput,
  integer,
  maxValue,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  record,
  regex,
  strictObject,
  strictTuple,
  string,
  union,
} from 'valibot';
import { DEFAULT_LIMITS, MOST_TIMES_DEFAULT } from '../model/limits.js';
import { suggestion } from '../model/nearest.js';
import { PRESETS } from './presets.js';
import { type ConfigurableRule, LEVELS, type Vocabulary } from './vocabulary.js';

/** The content of a configuration file. */
export type ConfigData = InferOutput<ReturnType<typeof configSchema>>;

/** Every message is a sentence for whoever wrote the file; the place is put before it. */
export function configSchema({ rules, platforms }: Vocabulary) {
  const forEachPlatform = <S extends GenericSchema>(schema: S) =>
    keyed(
      'platform',
      platforms.map(id => [id, schema] as const),
    );
  const ruleMap = keyed(
    'rule',
    rules.map(rule => [rule.id, ruleSchema(rule)] as const),
  );
  return closed('key', {
    $schema: about(string('The address of a schema is a text.'), 'The address of this schema, for editors'),
    extends: about(
      union([
        name('A path or a package is a text that is not empty.'),
        array(name('A path or a package is a text that is not empty.'), 'Name a path, a package or a list of them.'),
      ]),
      'Configurations to start from: `./path.yaml`, or the name of an installed package. Later ones and this file win',
    ),
    preset: about(
      oneOf('preset', Object.keys(PRESETS)),
      Object.entries(PRESETS)
        .map(([id, what]) => `${id}: ${what}`)
        .join('. '),
    ),
    rules: about(ruleMap, 'Rule → severity, or [severity, options]'),
    ignore: about(globs(), 'Files that are not linted, and into which no finding points'),
    overrides: about(
      array(
        closed('key', {
          files: about(globs(), 'Holds where the CI file matches, or the file into which the finding points'),
          platforms: about(array(oneOf('platform', platforms), 'A list of platforms is expected here.'), 'Holds for these platforms'),
          rules: about(ruleMap, 'Rule → severity, or [severity, options]'),
        }),
        'A list of overrides is expected here.',
      ),
      'Rules for some files or platforms; later ones win',
    ),
    platforms: about(forEachPlatform(optional(globs())), 'Further files of a platform: `jenkins: ["ci/*.groovy"]`'),
    builder: about(
      closed('key', {
        org: about(name('The organisation is a text that is not empty.'), 'The organisation of the cloud builder'),
        name: about(name("The builder's name is a text that is not empty."), 'The name of the cloud builder'),
        preconfigured: about(yesOrNo(), 'CI machines come signed in and with the cloud builder selected'),
      }),
      "The organisation's cloud builder",
    ),
    registries: about(
      array(name('A registry is a text that is not empty.'), 'A list of registries is expected here.'),
      'The registries to which images may be pushed',
    ),
    forks: about(yesOrNo(), 'Whether pull requests come from forks'),
    persistentAgents: about(
      union([yesOrNo(), forEachPlatform(optional(yesOrNo()))]),
      'Whether CI machines keep their state between jobs: for all platforms, or for each',
    ),
    ignoreComments: about(
      closed('key', {
        requireReason: about(yesOrNo(), 'Whether an ignore comment without a reason is reported; true by default'),
        never: about(
          array(
            oneOf(
              'rule',
              rules.map(rule => rule.id),
            ),
            'A list of rules is expected here.',
          ),
          'Rules that no comment silences',
        ),
      }),
      'What ignore comments may do',
    ),
    limits: about(
      keyed(
        'limit',
        Object.entries(DEFAULT_LIMITS).map(([key, most]) => [key, optional(limit(key, most))] as const),
      ),
      'How much is read of a job or file; what lies beyond is listed as not read',
    ),
    failOn: about(oneOf('severity', ['note', 'warning', 'error', 'never']), 'The least severity that gives exit code 1'),
  });
}

function ruleSchema({ id, summary, defaults, choices = {} }: ConfigurableRule) {
  const level = oneOf('severity', LEVELS);
  return about(
    union([
      level,
      strictTuple([level, optionsSchema(id, defaults, choices)], 'A severity, or a list of a severity and options, is expected here.'),
    ]),
    summary,
  );
}

/** A rule's options are those of its defaults, with values of the same types. */
function optionsSchema(id: string, defaults: unknown, choices: NonNullable<ConfigurableRule['choices']>) {
  const known = isRecord(defaults) ? Object.entries(defaults) : [];
  return keyed(
    `option of ${id}`,
    known.map(([key, value]) => [key, optional(optionSchema(key, value, choices[key]))] as const),
  );
}

function optionSchema(key: string, value: unknown, words: readonly string[] | undefined): GenericSchema {
  if (typeof value === 'number') {
    const message = `'${key}' is a number that is not negative.`;
    return Number.isInteger(value)
      ? pipe(number(message), integer(`'${key}' is a whole number.`), minValue(0, message))
      : pipe(number(message), finite(message));
  }
  if (typeof value === 'boolean') return boolean(`'${key}' is true or false.`);
  if (typeof value === 'string') return string(`'${key}' is a text.`);
  if (Array.isArray(value)) {
    const item = words === undefined ? string(`'${key}' holds texts.`) : oneOf('word', words);
    return array(item, `'${key}' is a list.`);
  }
  const text = string(`'${key}' is a map of texts. Put '' around a version.`);
  // A list is a map from numbers to the library.
  return record(pipe(text, regex(/\D/, `'${key}' is a map.`)), text, `'${key}' is a map.`);
}

function about<S extends GenericSchema>(schema: S, text: string) {
  return optional(pipe(schema, description(text)));
}

/** Without a prototype: `constructor` is no key that anybody declared. */
function closed<E extends Readonly<Record<string, GenericSchema>>>(noun: string, entries: E) {
  const known: E = Object.assign(Object.create(null), entries);
  return strictObject(known, issue => {
    if (issue.expected !== 'never') return 'A map is expected here.';
    const key = String(issue.input);
    return `There is no ${noun} '${key}'.${suggestion(key, Object.keys(entries))}`;
  });
}

function keyed<S extends GenericSchema>(noun: string, entries: readonly (readonly [string, S])[]) {
  return closed<Readonly<Record<string, S>>>(noun, Object.fromEntries(entries));
}

function oneOf<const T extends string>(noun: string, names: readonly T[]) {
  return picklist(names, ({ input }) => {
    if (typeof input !== 'string') return `A ${noun} is expected here. Take one of: ${names.join(', ')}.`;
    return `There is no ${noun} '${input}'.${suggestion(input, names)} Take one of: ${names.join(', ')}.`;
  });
}

function yesOrNo() {
  return boolean('true or false is expected here.');
}

function limit(key: string, byDefault: number) {
  const most = byDefault * MOST_TIMES_DEFAULT;
  const message = `'${key}' is a whole number from 1 to ${most}; ${byDefault} by default.`;
  return pipe(number(message), integer(message), minValue(1, message), maxValue(most, message));
}

function name(message: string) {
  return pipe(string(message), regex(/\S/, message));
}

/** A glob never leads out of the folder it is relative to. */
function globs() {
  const glob = pipe(
    string('A glob is a text.'),
    regex(/^(?!!|\/|(?:[\s\S]*\/)?\.\.(?:\/|$))(?=[\s\S])/, ({ input }) =>
      input.startsWith('!')
        ? "A glob cannot begin with '!'. Name what is meant, or use an override."
        : 'A glob is relative to the folder of its file and cannot lead out of it.',
    ),
  );
  return array(glob, 'A list of globs is expected here.');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
