/** The variables that arithmetic sets: `n += 1`, `n++`, `--n`. Comparisons set none. */
export function assignedIn(text: string): readonly string[] {
  const names: string[] = [];
  for (const [, before, behind] of text.matchAll(
    /(?<!\w)([A-Za-z_]\w*)\s*(?:\+\+|--|(?:<<|>>|[-+*/%&|^])?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)/g,
  )) {
    names.push(before ?? behind ?? '');
  }
  return names;
}
