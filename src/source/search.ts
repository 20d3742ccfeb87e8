/**
 * The first index of a sorted list at which `isBehind` holds, by halves; `count` where it holds nowhere.
 * @param isBehind does not hold up to some index, and holds from there on
 */
export function firstIndexWhere(count: number, isBehind: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
