import { expect, it } from 'vitest';
import { toHtml, toTsv } from './copy';

it('quotes what would break a spreadsheet apart', () => {
  expect(toTsv([['华锐 "A"', 'two\nlines', 'plain', 'tab\there']])).toBe(
    '"华锐 ""A"""\t"two\nlines"\tplain\t"tab\there"',
  );
});

it('writes names as text and never as markup', () => {
  expect(toHtml(['Name'], [['<b>&']])).toBe(
    '<table><tr><th>Name</th></tr><tr><td>&lt;b&gt;&amp;</td></tr></table>',
  );
});
