import { themeQuartz } from 'ag-grid-community';

/**
 * The look of every table, drawn from our tokens: it follows scheme, accent and density by itself.
 * Give AG Grid `theme={gridTheme}`, `styleNonce={styleNonce()}` and `rowHeight` from the density.
 */
export const gridTheme = themeQuartz.withParams({
  fontFamily: 'var(--font-ui)',
  fontSize: 13,
  headerFontSize: 13,
  headerFontWeight: 500,
  spacing: 6,
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  headerBackgroundColor: 'var(--surface)',
  headerTextColor: 'var(--text-soft)',
  chromeBackgroundColor: 'var(--surface)',
  borderColor: 'var(--line)',
  rowBorder: { color: 'var(--line)' },
  columnBorder: false,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  borderRadius: 6,
  rowHoverColor: 'var(--surface-hover)',
  selectedRowBackgroundColor: 'var(--accent-surface)',
  accentColor: 'var(--accent)',
  cellHorizontalPadding: 12,
  browserColorScheme: 'inherit',
});
