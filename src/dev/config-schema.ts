import { toJsonSchema } from '@valibot/to-json-schema';
import { configSchema } from '../config/schema.js';
import { LEVELS, type Vocabulary } from '../config/vocabulary.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `rules/config.schema.json`, for editors: the schema by which configuration files are checked, as JSON Schema (draft 7). */
export function jsonSchema(vocabulary: Vocabulary): string {
  // `finite` has no word in JSON Schema, and needs none: no number of JSON is infinite.
  const { $schema, ...whole } = toJsonSchema(configSchema(vocabulary), { ignoreActions: ['finite'] });
  const severity: Json = { enum: [...LEVELS], type: 'string' };
  const rules = shared(whole.properties?.rules as Json, severity, 'severity');
  const schema = shared(shared(whole as Json, severity, 'severity'), rules, 'rules');
  const document = {
    $schema: $schema ?? null,
    title: 'Configuration of dbc-lint',
    ...(schema as object),
    definitions: { rules, severity },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** What stands at many places, written once. */
function shared(schema: Json, part: Json, name: string): Json {
  const text = JSON.stringify(part);
  const walk = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (JSON.stringify(value) === text) return { $ref: `#/definitions/${name}` };
    if (Array.isArray(value)) return value.map(walk);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(schema);
}
