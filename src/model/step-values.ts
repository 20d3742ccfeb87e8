import { oncePer } from './once.js';
import type { PlannedStep, Setting, Step } from './step.js';
import type { Value } from './value.js';

/** Every value that was written for a step: its words, and what stands behind its flags and keys. Its variables are not among them. */
export const valuesOf = oncePer((step: Step): readonly Value[] => {
  const values: Value[] = [];
  for (const key in step) {
    const field: unknown = step[key as keyof Step];
    if (!Array.isArray(field)) addValue(field, values);
    else for (const item of field) addValue(item, values);
  }
  return values;
});

function addValue(field: unknown, to: Value[]): void {
  if (isValue(field)) to.push(field);
  else if (isSetting(field)) to.push(field.value);
}

function isSetting(field: unknown): field is Setting {
  return typeof field === 'object' && field !== null && 'value' in field && isValue(field.value);
}

function isValue(field: unknown): field is Value {
  return typeof field === 'object' && field !== null && 'parts' in field && Array.isArray(field.parts);
}

/** The step with all its values changed: its words, and what stands behind its flags and keys. Its variables stay. */
export function mapValues<S extends PlannedStep>(step: S, change: (value: Value) => Value): S {
  const changed = (field: unknown): unknown => {
    if (Array.isArray(field)) return mapChanged(field, changed);
    if (isValue(field)) return change(field);
    if (!isSetting(field)) return field;
    const value = change(field.value);
    return value === field.value ? field : { ...field, value };
  };
  let copy: Record<string, unknown> | undefined;
  for (const key in step) {
    const field: unknown = step[key];
    const now = changed(field);
    if (now === field) continue;
    copy ??= { ...step };
    copy[key] = now;
  }
  // Every field keeps its type: a value stays a value, a setting a setting, a list a list.
  return (copy ?? step) as S;
}

/** The list itself where nothing in it changes, as mostly. */
function mapChanged(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  let mapped: unknown[] | undefined;
  for (const [index, item] of list.entries()) {
    const now = change(item);
    if (now === item) continue;
    mapped ??= [...list];
    mapped[index] = now;
  }
  return mapped ?? list;
}
