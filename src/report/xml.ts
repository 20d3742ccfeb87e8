import { inert, visibleLine } from './visible.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for XML 1.0, in an attribute or between tags; what may not stand there even escaped is shown (https://www.w3.org/TR/xml/#charsets). */
export function xmlText(text: string): string {
  return inert(visibleLine(text))
    .replace(/[\ufffe\uffff]/g, character => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`)
    .replace(/[&<>"']/g, character => ENTITIES[character] ?? '');
}

/** ` name="value"` for each. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
