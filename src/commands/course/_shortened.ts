// Shortens what somebody typed for a label that has little room; the whole of it stands elsewhere.

/** At most so many UTF-16 units, never half of a character. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
