import { pretendCore, rights } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ImportPlan, ImportPreview, ImportProgress, ImportReport } from '@/bindings';

const plan: ImportPlan = {
  encoding: 'gb18030',
  delimiter: ',',
  headerRow: true,
  columns: [
    { column: 0, header: '客户', target: 'name' },
    { column: 1, header: 'sector', target: 'industry' },
    { column: 2, header: 'revenue', target: 'custom:new:number' },
  ],
  currency: null,
  dateOrder: null,
  where: null,
  createMissing: false,
};

const preview: ImportPreview = {
  token: 'f1',
  fileName: 'accounts.csv',
  sizeBytes: 4_900,
  target: 'customers',
  plan,
  rows: 85,
  sample: [['Acme', 'Retail', '12.5']],
  fields: [
    { key: 'name', required: true },
    { key: 'industry', required: false },
  ],
  warnings: [],
};

const report: ImportReport = {
  dryRun: true,
  rows: 85,
  stored: 84,
  skipped: 1,
  filtered: 0,
  made: 0,
  columns: plan.columns.map((column) => ({ ...column, filled: 85, stored: 84 })),
  issues: [
    { row: 12, column: 0, code: 'required', data: {}, effect: 'row' },
    { row: 30, column: 2, code: 'number.invalid', data: { value: 'x1' }, effect: 'cell' },
  ],
  issuesTotal: 2,
  tx: null,
  seconds: 0.4,
};

function core(more = {}) {
  return pretendCore({
    list_imports: () => [],
    pick_import_file: () => preview,
    preview_import: ({ plan: asked }) => ({ ...preview, plan: asked }),
    run_import: ({ dryRun }) => ({ ...report, dryRun, tx: dryRun ? null : 77 }),
    ...more,
  });
}

type User = ReturnType<typeof showApp>;

const press = async (user: User, name: string) =>
  user.click(await screen.findByRole('button', { name }));

async function toCheck(user: User) {
  await press(user, 'Choose a file …');
  await press(user, 'Next');
  await press(user, 'Check');
}

test('a file becomes records: read, mapped, checked, stored, and every cell accounted for', async () => {
  const calls = core();
  const user = showApp('/import');
  await press(user, 'Choose a file …');
  expect(await screen.findByText('accounts.csv, 4.9 kB, 85 rows, 3 columns')).toBeDefined();
  expect(screen.getByRole('cell', { name: 'Acme' })).toBeDefined();
  expect(await seriousViolations()).toEqual([]);

  await press(user, 'Next');
  await user.selectOptions(screen.getByRole('combobox', { name: 'revenue goes to' }), 'Leave out');
  expect(await seriousViolations()).toEqual([]);

  await press(user, 'Check');
  await user.click(await screen.findByRole('button', { name: /Required, but empty/ }));
  expect(await screen.findByText('Row 12, column 客户: Required, but empty')).toBeDefined();
  expect(calls).toHaveBeenCalledWith(
    'run_import',
    expect.objectContaining({
      token: 'f1',
      dryRun: true,
      plan: expect.objectContaining({
        columns: [plan.columns[0], plan.columns[1], { ...plan.columns[2], target: null }],
      }),
    }),
  );
  expect(await seriousViolations()).toEqual([]);

  await press(user, 'Import 84 rows');
  expect(await screen.findByText('Stored 84 rows in 0.4 s.')).toBeDefined();
  expect(screen.getByRole('row', { name: /客户.*Name.*85.*84.*-1/ })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open the list' }).getAttribute('href')).toContain(
    '/customers',
  );
});

test('another encoding reads the file again', async () => {
  const calls = core();
  const user = showApp('/import');
  await press(user, 'Choose a file …');
  await user.click(await screen.findByRole('combobox', { name: 'Encoding' }));
  await user.click(await screen.findByRole('option', { name: 'UTF-8', hidden: true }));
  expect(calls).toHaveBeenCalledWith('preview_import', {
    token: 'f1',
    plan: { ...plan, encoding: 'utf-8' },
  });
});

test('without a column for a required field there is no going on, and the reason is said', async () => {
  core();
  const user = showApp('/import');
  await press(user, 'Choose a file …');
  await press(user, 'Next');
  await user.selectOptions(screen.getByRole('combobox', { name: '客户 goes to' }), 'Leave out');
  expect(screen.getByRole('alert').textContent).toContain('No column goes to: Name.');
  expect(screen.getByRole('button', { name: 'Check' })).toHaveProperty('disabled', true);
});

test('a running import says how far it is and can be cancelled', async () => {
  let stop: (failure: unknown) => void = () => {};
  const calls = core({
    run_import: ({ dryRun, progress }: { dryRun: boolean; progress: unknown }) => {
      if (dryRun) return report;
      const { onmessage } = progress as { onmessage: (message: ImportProgress) => void };
      onmessage({ phase: 'writing', done: 40, total: 80 });
      return new Promise((_, reject) => {
        stop = reject;
      });
    },
    cancel_import: () => {
      stop({ kind: 'cancelled' });
      return null;
    },
  });
  const user = showApp('/import');
  await toCheck(user);
  await press(user, 'Import 84 rows');
  expect(await screen.findByText('Rows: 50%')).toBeDefined();
  await press(user, 'Cancel');
  expect(calls).toHaveBeenCalledWith('cancel_import', { token: 'f1' });
  expect(await screen.findByText('Cancelled. Nothing was stored.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Import 84 rows' })).toBeDefined();
});

test('a file that cannot be read says what is wrong with it', async () => {
  core({
    pick_import_file: () => {
      throw { kind: 'file', code: 'binary', data: {} };
    },
  });
  const user = showApp('/import');
  await press(user, 'Choose a file …');
  expect((await screen.findByRole('alert')).textContent).toContain('This is not a text file');
});

test('a closed file dialog leaves everything as it was', async () => {
  core({ pick_import_file: () => null });
  const user = showApp('/import?target=purchases');
  await press(user, 'Choose a file …');
  expect(screen.getByRole('radio', { name: /Purchases/ })).toHaveProperty('checked', true);
  expect(screen.queryByRole('button', { name: 'Next' })).toBeNull();
});

test('a refused plan says which part of it and why', async () => {
  core({
    run_import: () => {
      throw {
        kind: 'invalid',
        fields: [{ field: 'currency', code: 'currency.required', data: {} }],
      };
    },
  });
  const user = showApp('/import');
  await toCheck(user);
  expect((await screen.findByRole('alert')).textContent).toContain(
    'The amount needs a currency: choose one for all rows',
  );
});

test('an import is undone after its extent was shown', async () => {
  const calls = core({
    undo_preview: () => ({
      op: 'import.customers',
      targets: 84,
      rows: 431,
      left: [],
      leftTotal: 1,
    }),
    undo_tx: () => ({ op: 'import.customers', targets: 84, rows: 431, left: [], leftTotal: 1 }),
  });
  const user = showApp('/import');
  await toCheck(user);
  await press(user, 'Import 84 rows');
  await press(user, 'Undo this import');
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/^84 records go, 431 rows/)).toBeDefined();
  expect(within(dialog).getByText(/^1 value stays/)).toBeDefined();
  await user.click(within(dialog).getByRole('button', { name: 'Undo the import' }));
  expect(calls).toHaveBeenCalledWith('undo_tx', { tx: 77 });
  expect(await screen.findByText('The import is undone.')).toBeDefined();
});

test('an interrupted import can be continued or discarded', async () => {
  const calls = core({
    close_import: () => null,
    list_imports: () => [
      {
        id: 'f9',
        target: 'customers',
        fileName: 'old.csv',
        state: 'staged',
        rows: 5,
        stored: 0,
        plan,
        report: null,
        tx: null,
        startedAt: 0,
        finishedAt: null,
      },
    ],
  });
  const user = showApp('/import');
  await press(user, 'Discard old.csv');
  expect(calls).toHaveBeenCalledWith('close_import', { token: 'f9' });
  await press(user, 'Continue the import of old.csv');
  await waitFor(() => expect(calls).toHaveBeenCalledWith('preview_import', { token: 'f9', plan }));
  expect(await screen.findByRole('button', { name: 'Next' })).toBeDefined();
});

test('a file that is left without being imported is let go of; one that was imported is not', async () => {
  const calls = core({ close_import: () => null, list_views: () => [] });
  const user = showApp('/import');
  await press(user, 'Choose a file …');
  await press(user, 'Back');
  const closed = () => calls.mock.calls.filter(([name]) => name === 'close_import');
  await waitFor(() => expect(closed()).toEqual([['close_import', { token: 'f1' }]]));
  await toCheck(user);
  await press(user, 'Import 84 rows');
  await screen.findByText(/^Stored 84 rows/);
  await press(user, 'Import another file');
  expect(closed()).toHaveLength(1);
});

test('only what one may import is offered, and who may import nothing is told so', async () => {
  core({
    my_rights: () => ({
      ...rights,
      rules: rights.rules.filter(
        ({ object, action }) => action !== 'import' || object === 'products',
      ),
    }),
  });
  showApp('/import?target=customers');
  const offered = await screen.findAllByRole('radio');
  expect(offered.map((radio) => (radio as HTMLInputElement).value)).toEqual(['products']);
  cleanup();
  core({
    my_rights: () => ({ ...rights, rules: rights.rules.filter(({ action }) => action === 'see') }),
  });
  showApp('/import');
  expect(await screen.findByText('Importing is not among your rights')).toBeTruthy();
});
