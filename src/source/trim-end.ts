/**
 * A text without the given characters at its end. Not a pattern that ends in `+$`: that is tried anew at each of them where something else
 * stands behind, which takes the square of their number.
 */
export function withoutAtEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
