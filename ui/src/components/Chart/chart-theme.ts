/** The colours a drawing needs, read from the page so that both schemes and the accent hold. */
export type ChartTheme = {
  text: string;
  faint: string;
  line: string;
  surface: string;
  /** The one colour of a single series. */
  accent: string;
  /** A second series beside the accent, told apart by lightness as well as hue. */
  second: string;
  /** Text upon the dark end of the ramp. */
  onAccent: string;
  /** From few to many. */
  ramp: readonly string[];
  font: string;
};

/** Reads the theme at an element; SVG attributes do not know CSS variables. */
export function chartTheme(element: Element, scheme: 'light' | 'dark'): ChartTheme {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const shade = (n: number) => read(`--mantine-primary-color-${n}`);
  const dark = scheme === 'dark';
  return {
    text: read('--text'),
    faint: read('--text-soft'),
    line: read('--line'),
    surface: read('--surface'),
    accent: shade(dark ? 5 : 6),
    second: read(dark ? '--mantine-color-gray-6' : '--mantine-color-gray-5'),
    onAccent: dark ? read('--surface') : '#ffffff',
    ramp: (dark ? [9, 8, 7, 6, 5, 4] : [1, 2, 3, 4, 5, 6, 7]).map(shade),
    font: style.fontFamily,
  };
}
