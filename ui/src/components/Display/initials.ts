/** White text on each of these keeps a contrast of 4.5 : 1. */
const COLOURS = [
  '#2f6fb5',
  '#7048b6',
  '#a5427c',
  '#b0502a',
  '#7d6610',
  '#3f7a3a',
  '#177a72',
  '#5a6675',
] as const;

export function colourOf(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return COLOURS[sum % COLOURS.length] ?? COLOURS[0];
}

/** One Han character or up to two letters. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  const first = [...trimmed][0] ?? '';
  if (/\p{Script=Han}/u.test(first)) return first;
  const words = trimmed.split(/\s+/u).slice(0, 2);
  return words.map((word) => ([...word][0] ?? '').toUpperCase()).join('');
}
