const PALETTE = new Set(
  'gray red pink grape violet indigo blue cyan teal green lime yellow orange jade'.split(' '),
);

/** The CSS colour of a tag, whose colour is kept by name. */
export function tagColour(name: string): string {
  return `var(--mantine-color-${PALETTE.has(name) ? name : 'gray'}-6)`;
}
