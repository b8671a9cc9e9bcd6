/**
 * How many rows pasted text has, as spreadsheets write it: cells between tabs, a cell with line breaks in quotes.
 * Null when it is no table but a word or a line.
 */
export function pastedRows(text: string): number | null {
  const quote = /(^|[\t\n])"(?:[^"]|"")*"(?=[\t\n]|$)/g;
  const plain = text.replace(/\r\n?/g, '\n').replace(quote, '$1x');
  const rows = plain.split('\n').filter((line) => line.trim() !== '').length;
  return rows > 1 || (rows === 1 && plain.trim().includes('\t')) ? rows : null;
}
