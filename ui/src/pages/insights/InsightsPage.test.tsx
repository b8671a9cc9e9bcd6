import { pretendCore } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Insights } from '@/bindings';

type Marked = (series: number, index: number) => void;

// Drawing needs a real browser; here only who listens to the marks matters.
const drawn = vi.hoisted(() => ({ marks: [] as Marked[] }));
vi.mock('@/components/Chart/echarts', () => ({
  draw: (_element: Element, _theme: unknown, _option: unknown, onMark: Marked) => {
    drawn.marks.push(onMark);
    return () => {};
  },
}));

const LEVEL_A = '{"field":"level","op":"is","value":"A"}';
const JANUARY = '{"relation":"purchases","has":{"field":"month","op":"is","value":"2026-01"}}';

const insights: Insights = {
  currencies: ['CNY', 'USD'],
  currency: 'CNY',
  customers: 30,
  byRegion: [{ key: 'CN-44', label: null, count: 30, filter: '{"all":[]}' }],
  byLevel: [
    { key: 'A', label: null, count: 20, filter: LEVEL_A },
    { key: null, label: null, count: 10, filter: '{"field":"level","op":"empty"}' },
  ],
  bySource: [],
  byOwner: [{ key: 'u1', label: 'Li Lei', count: 30, filter: '{"all":[]}' }],
  months: [
    { month: '2026-01', purchases: 3, amountMinor: 120_000, customers: 2, filter: JANUARY },
    { month: '2026-02', purchases: 1, amountMinor: 30_000, customers: 1, filter: '{"all":[]}' },
  ],
  top: [{ id: 'k1', name: 'Acme', amountMinor: 120_000, share: 0.8, cumulative: 0.8 }],
  pareto: [],
  gini: null,
  returning: [
    {
      month: '2026-01',
      newCustomers: 2,
      returningCustomers: 0,
      newFilter: JANUARY,
      returningFilter: JANUARY,
    },
  ],
  rfm: [{ recency: 5, frequency: 1, customers: 9, amountMinor: 150_000, filter: '{"all":[]}' }],
};

const core = (more: Partial<Insights> = {}) =>
  pretendCore({ insights: () => ({ ...insights, ...more }) });

const card = (name: string) => screen.findByRole('region', { name });

beforeEach(() => {
  drawn.marks.length = 0;
});

test('every chart turns into a table whose rows open the list behind them', async () => {
  core();
  const user = showApp('/insights');
  const levels = await card('Customers by level');
  await user.click(within(levels).getByRole('radio', { name: 'Table' }));
  const table = within(levels).getByRole('table', { name: 'Customers by level' });
  const rows = within(table)
    .getAllByRole('row')
    .map((row) => row.textContent);
  expect(rows).toEqual(['LevelCustomersShare', 'A · key2066.7%', 'Not set1033.3%']);
  const link = within(table).getByRole('link', { name: 'A · key' });
  const address = decodeURIComponent(link.getAttribute('href') ?? '');
  expect(address).toContain('/customers?');
  expect(address).toContain('title=Level:+A');
  const search = new URLSearchParams(link.getAttribute('href')?.split('?')[1]);
  expect(JSON.parse(JSON.parse(search.get('filter') ?? '""'))).toEqual(JSON.parse(LEVEL_A));
  expect(await seriousViolations()).toEqual([]);
});

test('a mark of a chart opens the list behind it', async () => {
  core();
  showApp('/insights');
  await card('Revenue by month (CNY)');
  await waitFor(() => expect(drawn.marks.length).toBeGreaterThan(0));
  drawn.marks[0]?.(0, 0);
  await waitFor(() => expect(window.location.hash).toContain('/customers?'));
  expect(decodeURIComponent(window.location.hash)).toContain('2026-01');
});

test('the copied table pastes into a spreadsheet', async () => {
  core();
  const user = showApp('/insights');
  const revenue = await card('Revenue by month (CNY)');
  await user.click(within(revenue).getByRole('radio', { name: 'Table' }));
  await user.click(within(revenue).getByRole('button', { name: 'Copy table' }));
  expect(await window.navigator.clipboard.readText()).toBe(
    'Month\tAmount\tPurchases\tCustomers\nJan 2026\tCN¥1,200.00\t3\t2\nFeb 2026\tCN¥300.00\t1\t1',
  );
});

test('too little data is said, not drawn', async () => {
  core();
  showApp('/insights');
  const concentration = await card('Concentration');
  expect(concentration.textContent).toContain('Too little data');
  expect(within(concentration).queryByRole('radio')).toBeNull();
});

test('the currency stands in the address and in the question', async () => {
  const calls = core();
  const user = showApp('/insights');
  await card('Concentration');
  await user.click(screen.getByRole('combobox', { name: 'Currency' }));
  await user.click(await screen.findByRole('option', { name: 'USD', hidden: true }));
  await waitFor(() =>
    expect(calls).toHaveBeenCalledWith('insights', {
      query: { currency: 'USD', ownerId: null, from: null, to: null },
    }),
  );
  expect(window.location.hash).toContain('currency=USD');
});

test('without purchases the page says how to get some', async () => {
  core({ currencies: [], currency: null, months: [], top: [], returning: [], rfm: [] });
  showApp('/insights');
  expect(await screen.findByText('No purchases yet')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Import a file' }).getAttribute('href')).toContain(
    '/import?target=purchases',
  );
  expect(await card('Customers by region')).toBeDefined();
});

test('a failure offers another try', async () => {
  let broken = true;
  pretendCore({
    insights: () => {
      if (broken) throw { kind: 'internal', incident: 'A1' };
      return insights;
    },
  });
  const user = showApp('/insights');
  await screen.findByText('Something went wrong in Kehu');
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await card('Concentration')).toBeDefined();
});
