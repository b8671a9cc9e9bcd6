import { expect, test } from 'vitest';
import type { Address, DivisionNode } from '@/bindings';
import { addressLines } from './address-lines';

const empty: Address = {
  id: 'a',
  label: null,
  country: 'CN',
  division: null,
  province: null,
  city: null,
  district: null,
  street: null,
  postcode: null,
  position: 0,
};

const divisions = new Map<string, DivisionNode>(
  [
    { code: '440000', name: '广东省', parent: null },
    { code: '440300', name: '深圳市', parent: '440000' },
    { code: '440305', name: '南山区', parent: '440300' },
  ].map((node) => [node.code, node]),
);

test('a Chinese address runs from large to small, its places read from the code', () => {
  const address = { ...empty, division: '440305', street: '科技园南路 1 号', postcode: '518057' };
  expect(addressLines(address, divisions, '中国')).toEqual([
    '广东省深圳市南山区',
    '科技园南路 1 号',
    '518057',
  ]);
});

test('a municipality is named once', () => {
  const address = { ...empty, province: '北京市', city: '北京市', district: '朝阳区' };
  expect(addressLines(address, divisions, '中国')).toEqual(['北京市朝阳区']);
});

test('elsewhere an address runs from small to large and ends with the country', () => {
  const address = {
    ...empty,
    country: 'DE',
    street: 'Hauptstraße 1',
    postcode: '10115',
    city: 'Berlin',
  };
  expect(addressLines(address, divisions, 'Germany')).toEqual([
    'Hauptstraße 1',
    '10115 Berlin',
    'Germany',
  ]);
});
