/** Whether a text has the form of a pattern in which `*` stands for any text without a slash; capitals do not count. */
export function fits(text: string, pattern: string): boolean {
  const escaped = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[^/]*')}$`, 'i').test(text);
}
