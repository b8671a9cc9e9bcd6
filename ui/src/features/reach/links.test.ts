import { expect, test } from 'vitest';
import type { MethodKind } from '@/bindings';
import { linkOf } from './links';

const method = (kind: MethodKind, raw: string, norm = raw) => ({
  id: 'm',
  kind,
  label: null,
  raw,
  norm,
  display: raw,
  position: 0,
});

test.each<[MethodKind, string, string, string | null]>([
  ['mobile', '138 0013 8000', '+8613800138000', 'tel:+8613800138000'],
  ['email', 'Ada+crm@Example.org', 'ada+crm@example.org', 'mailto:ada%2Bcrm@example.org'],
  ['whatsapp', '+44 20 7946 0958', '+442079460958', 'https://wa.me/442079460958'],
  ['website', 'http://example.org/a', 'example.org/a', 'https://example.org/a'],
  ['website', 'javascript:alert(1)', 'javascript:alert(1)', null],
  ['wechat', 'wx_ada', 'wx_ada', null],
])('%s %s opens %s as %s', (kind, raw, norm, link) => {
  expect(linkOf(method(kind, raw, norm))).toBe(link);
});
