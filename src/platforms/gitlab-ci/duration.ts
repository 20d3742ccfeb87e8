import { textOf, type YamlEntry } from '../../formats/yaml.js';
import type { Setting } from '../../model/step.js';
import { literal } from '../../model/value.js';
import { spanAround } from '../../source/file.js';

const MINUTES: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440, w: 10_080 };

/** `timeout: 3 hours 30 minutes` in minutes; `undefined` where it is not read. https://docs.gitlab.com/ci/yaml/#timeout */
export function durationSetting(entry: YamlEntry | undefined): Setting | undefined {
  const minutes = minutesOf(textOf(entry?.value) ?? '');
  if (entry === undefined || minutes === undefined) return undefined;
  const { span } = entry.value;
  return { value: literal(String(minutes), span), span: spanAround(entry.key.span, span) };
}

/** `3h 30m`, `1 hour and 10 minutes`; a bare number is seconds. */
export function minutesOf(text: string): number | undefined {
  const words = text
    .toLowerCase()
    .replace(/\band\b|,/g, ' ')
    .trim();
  if (/^\d+$/.test(words)) return Number(words) / 60;
  if (!/^(?:\d+(?:\.\d+)?\s*(?:s|m|h|d|w|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?)\s*)+$/.test(words)) return undefined;
  let minutes = 0;
  for (const [, amount, unit = ''] of words.matchAll(/(?<!\d)(\d+(?:\.\d+)?)\s*([a-z])/g)) minutes += Number(amount) * (MINUTES[unit] ?? 0);
  return minutes;
}
