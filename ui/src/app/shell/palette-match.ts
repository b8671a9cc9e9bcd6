import type { Command } from '@/components/Commands/registry';

/** Commands whose label or other words hold every typed word; labels that begin so come first. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/u);
  const rank = ({ label }: Command) => (label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return commands
    .filter(({ label, keywords, group }) => {
      const all = `${label} ${keywords ?? ''} ${group}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((left, right) => rank(left) - rank(right));
}
