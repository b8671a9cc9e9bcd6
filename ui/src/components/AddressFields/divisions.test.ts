import { expect, it } from 'vitest';
import { divisionTree } from './divisions';
import { layoutOf } from './layout';

const tree = divisionTree([
  { code: '110000', name: '北京市', parent: null },
  { code: '110100', name: '市辖区', parent: '110000' },
  { code: '110105', name: '朝阳区', parent: '110100' },
  { code: '440000', name: '广东省', parent: null },
  { code: '440300', name: '深圳市', parent: '440000' },
  { code: '440305', name: '南山区', parent: '440300' },
]);

it('walks from a district up to its province', () => {
  expect(tree.path('440305').map((step) => step.name)).toEqual(['广东省', '深圳市', '南山区']);
  expect(tree.path('999999')).toEqual([]);
});

it('skips the levels that are only a code', () => {
  expect(tree.path('110105').map((step) => step.name)).toEqual(['北京市', '朝阳区']);
  expect(tree.options[0]).toEqual({
    value: '110000',
    label: '北京市',
    children: [{ value: '110105', label: '朝阳区' }],
  });
});

it('writes an address in the order of its country', () => {
  expect(layoutOf('CN')[0]).toEqual(['division']);
  expect(layoutOf('US')[1]).toEqual(['city', 'province', 'postcode']);
  expect(layoutOf('DE')).toEqual(layoutOf('FR'));
});
