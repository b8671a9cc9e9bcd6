import { pretendCore } from '@test/core';
import { seriousViolations, showApp } from '@test/render';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ProductRow } from '@/bindings';

const tea: ProductRow = {
  id: 'p1',
  sku: 'T-1',
  name: '普洱茶',
  category: 'Tea',
  price: { minor: 12_50, currency: 'CNY' },
  archived: false,
};

test('products are listed, found by name, and changed', async () => {
  const calls = pretendCore({
    list_products: ({ text }) => (text === null || String(text).includes('普') ? [tea] : []),
    update_product: () => null,
  });
  const user = showApp('/products');
  const table = await screen.findByRole('table', { name: 'Products' });
  expect(within(table).getByText('CN¥12.50')).toBeTruthy();
  await user.click(within(table).getByRole('button', { name: 'Edit 普洱茶' }));
  const dialog = await screen.findByRole('dialog', { name: 'Edit product' });
  const price = within(dialog).getByRole('textbox', { name: 'List price' });
  await user.clear(price);
  await user.type(price, '15');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await screen.findByText('Changed 普洱茶.');
  expect(calls).toHaveBeenCalledWith('update_product', {
    id: 'p1',
    draft: { name: '普洱茶', sku: 'T-1', category: 'Tea', price: '15', currency: 'CNY' },
  });
  await user.type(screen.getByRole('searchbox', { name: 'Find a product' }), 'none');
  expect(await screen.findByText('No product fits')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(await screen.findByText('普洱茶')).toBeTruthy();
  expect(await seriousViolations()).toEqual([]);
});

test('a refused product says why beside the field', async () => {
  pretendCore({
    list_products: () => [],
    create_product: () => {
      throw { kind: 'invalid', fields: [{ field: 'name', code: 'taken', data: {} }] };
    },
  });
  const user = showApp('/products');
  expect(await screen.findByText('No products yet')).toBeTruthy();
  await user.keyboard('n');
  const dialog = await screen.findByRole('dialog', { name: 'New product' });
  await user.type(within(dialog).getByRole('textbox', { name: /Name/ }), 'Tea');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText('This name is taken, choose another')).toBeTruthy();
});

test('a product is archived and taken out again', async () => {
  let archived = false;
  const calls = pretendCore({
    list_products: () => [tea],
    list_archived_products: () => [{ ...tea, archived: true }],
    archive_product: () => {
      archived = true;
      return null;
    },
    unarchive_product: () => null,
  });
  const user = showApp('/products');
  await user.click(await screen.findByRole('button', { name: 'Archive 普洱茶' }));
  await waitFor(() => expect(archived).toBe(true));
  await screen.findByText('Archived 普洱茶.');
  await user.click(screen.getByRole('radio', { name: 'Archived' }));
  await user.click(await screen.findByRole('button', { name: 'Take 普洱茶 out of the archive' }));
  await waitFor(() => expect(calls).toHaveBeenCalledWith('unarchive_product', { id: 'p1' }));
});
