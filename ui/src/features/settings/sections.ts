/** The sections of the settings in their order; `icon` by name keeps this list free of components. */
export const SECTIONS = [
  'general',
  'appearance',
  'language',
  'fields',
  'tags',
  'people',
  'shortcuts',
  'data',
  'about',
] as const;

export type Section = (typeof SECTIONS)[number];

export function sectionOf(name: string): Section {
  return SECTIONS.find((section) => section === name) ?? 'general';
}

function textsOf(words: unknown): string {
  if (typeof words === 'string') return words;
  if (typeof words !== 'object' || words === null) return '';
  return Object.values(words).map(textsOf).join(' ');
}

/** The sections in whose words, in any of the given languages, all of the typed words occur. */
export function matchingSections(
  typed: string,
  languages: readonly (Record<string, unknown> | undefined)[],
): Section[] {
  const wanted = typed.trim().toLowerCase().split(/\s+/u);
  return SECTIONS.filter((section) => {
    const texts = languages.map((words) => textsOf(words?.[section])).join(' ');
    return wanted.every((word) => texts.toLowerCase().includes(word));
  });
}
