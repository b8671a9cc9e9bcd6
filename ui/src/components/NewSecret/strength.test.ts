import { expect, test } from 'vitest';
import { strengthOf } from './strength';

test.each([
  ['password', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['Tr0ub4dor&3', 'fair'],
  ['correct horse battery staple', 'strong'],
  ['春江潮水连海平', 'weak'],
  ['春江潮水连海平，海上明月', 'strong'],
] as const)('%s is %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
