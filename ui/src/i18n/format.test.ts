import { expect, test } from 'vitest';
import { makeFormat } from './format';

const zh = makeFormat('zh-CN', 'Asia/Shanghai');
const en = makeFormat('en', 'Asia/Shanghai');

test('big money is told in 万 and 亿, or in K and M', () => {
  const money = { minor: 123_400_000_00, currency: 'CNY' };
  expect(zh.moneyCompact(money)).toBe('¥1.2亿');
  expect(en.moneyCompact(money)).toBe('CN¥123.4M');
  expect(zh.moneyCompact({ minor: 45_600_00, currency: 'USD' })).toBe('US$4.6万');
});

test('money keeps the digits its currency has', () => {
  expect(en.money({ minor: 123456, currency: 'USD' })).toBe('$1,234.56');
  expect(en.money({ minor: 1234, currency: 'JPY' })).toBe('¥1,234');
  expect(en.moneyInput({ minor: 1050, currency: 'CNY' })).toBe('10.50');
});

test('a civil date is the same day in every zone', () => {
  expect(makeFormat('zh-CN', 'Pacific/Kiritimati').date('2026-11-22')).toBe('2026/11/22');
  expect(makeFormat('en', 'Pacific/Pago_Pago').date('2026-11-22')).toBe('Nov 22, 2026');
});

test('an instant is shown in the zone of the workspace', () => {
  const lateEvening = Date.UTC(2026, 10, 22, 20, 30);
  expect(zh.civilDate(lateEvening)).toBe('2026-11-23');
  expect(zh.time(lateEvening)).toBe('04:30');
});

test('near days are named', () => {
  expect(zh.relativeDays(zh.today())).toBe('今天');
  expect(en.relative(Date.now() - 86_400_000)).toBe('yesterday');
});

test('provinces and countries have names in both languages', () => {
  expect(zh.region('CN-44')).toBe('广东');
  expect(en.region('CN-44')).toBe('Guangdong');
  expect(zh.region('DE')).toBe('德国');
  expect(en.region('US-CA')).toBe('United States CA');
  expect(en.region('somewhere odd')).toBe('somewhere odd');
});

test('sizes are short', () => {
  expect(en.bytes(12_345_678)).toBe('12.3 MB');
  expect(zh.bytes(0)).toBe('0字节');
});
