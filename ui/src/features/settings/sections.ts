/** The sections of the settings in their order. */
export const SECTIONS = [
  'general',
  'appearance',
  'language',
  'fields',
  'tags',
  'people',
  'roles',
  'security',
  'shortcuts',
  'privacy',
  'data',
  'about',
] as const;

export type Section = (typeof SECTIONS)[number];

export function sectionOf(name: string): Section {
  return SECTIONS.find((section) => section === name) ?? 'general';
}

/** Sections whose words stand under more than their own name. */
const MORE_WORDS: Partial<Record<Section, readonly string[]>> = {
  people: ['departments', 'handOver'],
  security: ['passwords', 'passphrase', 'recovery', 'rekey'],
  data: ['backups', 'check'],
};

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
    const groups = [section, ...(MORE_WORDS[section] ?? [])];
    const texts = languages
      .flatMap((words) => [
        ...groups.map((group) => textsOf(words?.[group])),
        textsOf((words?.section as Record<string, unknown> | undefined)?.[section]),
      ])
      .join(' ');
    return wanted.every((word) => texts.toLowerCase().includes(word));
  });
}
