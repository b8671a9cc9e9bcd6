import {
  type CSSVariablesResolver,
  createTheme,
  defaultOptionsFilter,
  type MantineColorsTuple,
} from '@mantine/core';
import type { Density } from '@/bindings';

/** Kehu's own accent: a deep, quiet green-blue that stays legible in both schemes. */
const jade: MantineColorsTuple = [
  '#e9f7f5',
  '#d3ece8',
  '#a6d9d1',
  '#74c5b9',
  '#4bb3a4',
  '#2ea193',
  '#168577',
  '#0b7266',
  '#085d53',
  '#054a42',
];

/** A warm accent on which white stays legible, as it does not on Mantine's orange. */
const clay: MantineColorsTuple = [
  '#fbf1ec',
  '#f5e0d6',
  '#eabfab',
  '#df9b7c',
  '#d57d55',
  '#c9663a',
  '#b6562d',
  '#a34a25',
  '#8a3d1e',
  '#713117',
];

/** Mantine's dark greys, in the cool hue of our surfaces. */
const dark: MantineColorsTuple = [
  '#e6e9ef',
  '#c9cfda',
  '#a9b1bf',
  '#8d96a6',
  '#3c424d',
  '#2a2e36',
  '#22262d',
  '#1c1f25',
  '#16181c',
  '#111317',
];

export const ACCENTS = ['jade', 'blue', 'indigo', 'violet', 'grape', 'clay'] as const;
export type Accent = (typeof ACCENTS)[number];

export function accentOf(name: string): Accent {
  return ACCENTS.find((accent) => accent === name) ?? 'jade';
}

export const ROW_HEIGHTS: Record<Density, number> = { compact: 28, normal: 36, roomy: 44 };
const SIZES = { compact: 'xs', normal: 'sm', roomy: 'md' } as const;

const SIZED = [
  'ActionIcon Autocomplete Button Cascader Checkbox Chip ColorInput DateInput DatePickerInput',
  'InputWrapper FileInput MonthPickerInput MultiSelect NativeSelect NumberInput PasswordInput',
  'PillsInput Radio SegmentedControl Select Switch TagsInput Textarea TextInput',
]
  .join(' ')
  .split(' ');

/** What was typed in full comes before what only contains it: Enter takes the first. */
export function wholeFirst({ limit, ...input }: Parameters<typeof defaultOptionsFilter>[0]) {
  const typed = input.search.trim().toLowerCase();
  const found = defaultOptionsFilter({ ...input, limit: Number.POSITIVE_INFINITY });
  const isWhole = (item: (typeof found)[number]) =>
    'label' in item && item.label.toLowerCase() === typed;
  return [...found.filter(isWhole), ...found.filter((item) => !isWhole(item))].slice(0, limit);
}

/** One token, the density, sets the size of every control as it sets the height of every row. */
export function themeFor(accent: string, density: Density) {
  const size = SIZES[density];
  const sized = Object.fromEntries(SIZED.map((name) => [name, { defaultProps: { size } }]));
  return createTheme({
    primaryColor: accentOf(accent),
    // White on the accent keeps 4.5 : 1; Mantine's blue is darker by one step for that.
    primaryShade: accentOf(accent) === 'blue' ? 8 : 7,
    colors: { jade, clay, dark },
    fontFamily: 'var(--font-ui)',
    fontFamilyMonospace: 'var(--font-mono)',
    fontSizes: { xs: '13px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
    headings: {
      fontFamily: 'var(--font-ui)',
      fontWeight: '600',
      textWrap: 'balance',
      sizes: {
        h1: { fontSize: '20px', lineHeight: '28px' },
        h2: { fontSize: '16px', lineHeight: '24px' },
        h3: { fontSize: '14px', lineHeight: '20px' },
      },
    },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
    defaultRadius: 'sm',
    respectReducedMotion: true,
    cursorType: 'pointer',
    components: {
      ...sized,
      Select: { defaultProps: { size, filter: wholeFirst, selectFirstOptionOnChange: true } },
      MultiSelect: { defaultProps: { size, filter: wholeFirst, selectFirstOptionOnChange: true } },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
      InputDescription: { defaultProps: { fz: 13 } },
      InputError: { defaultProps: { fz: 13 } },
      Modal: {
        defaultProps: { centered: true, transitionProps: { duration: 120 } },
        styles: { title: { fontSize: 'var(--text-l)', fontWeight: 600 } },
      },
      Table: { defaultProps: { borderColor: 'var(--line)' } },
      Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
      Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
      Tooltip: {
        defaultProps: { openDelay: 400, withinPortal: true, transitionProps: { duration: 100 } },
      },
    },
  });
}

/** Mantine gives the crosses of a toast, of a dialog and of a field no name. */
export function namedCrosses(words: { close: string; clear: string }) {
  const closeButtonProps = { 'aria-label': words.close };
  return createTheme({
    components: {
      Notification: { defaultProps: { closeButtonProps } },
      Modal: { defaultProps: { closeButtonProps } },
      InputClearButton: { defaultProps: { 'aria-label': words.clear } },
    },
  });
}

/** Mantine's surfaces and lines are our tokens, so that nothing on screen is a third grey. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-soft)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-placeholder': 'var(--text-faint)',
  };
  return {
    variables: {},
    // Words on a tint of their own colour: Mantine's own shades stay below 4.5 : 1.
    light: {
      ...shared,
      '--mantine-color-yellow-light-color': '#7a4b00',
      '--mantine-color-orange-light-color': '#9a3c06',
      '--mantine-color-green-light-color': '#1d6b30',
      '--mantine-color-red-light-color': '#b3202a',
    },
    dark: { ...shared, '--mantine-color-default': 'var(--surface-sunken)' },
  };
};
