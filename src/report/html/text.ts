import { xmlText } from '../xml.js';

/** HTML that is whole: what comes from elsewhere was escaped on the way in. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Part[] | undefined;

/** A template whose values are escaped, but for those that are HTML already; `undefined` is nothing, a list its parts. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + rendered(parts[index])).join(''));
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(rendered).join('') : xmlText(String(part));
}

/** A sentence in which text between backticks is code. */
export function prose(text: string): Html {
  return new Html(xmlText(text).replace(/`([^`]+)`/g, '<code>$1</code>'));
}
