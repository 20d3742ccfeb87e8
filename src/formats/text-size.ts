/**
 * A longer text is not parsed: what a parser makes of it is up to a hundred times as large. Of 3,308 public CI files and what they call the
 * longest has 190,000 characters.
 */
export const MOST_CHARACTERS = 1_000_000;

/** Why a text is not parsed, for its length; `undefined` where it is. @param syntax what it is a text of, with an article */
export function tooLong(text: string, syntax: string, most: number = MOST_CHARACTERS): string | undefined {
  return text.length > most ? `${syntax} of more than ${most.toLocaleString('en-US')} characters is not read` : undefined;
}
