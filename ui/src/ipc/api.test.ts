import { expect, test } from 'vitest';
import { CommandFailure, normalise } from './api';

test('a typed error keeps its kind and data', () => {
  const failure = normalise({ kind: 'not_found', what: 'customer' });
  expect(failure).toBeInstanceOf(CommandFailure);
  expect(failure.error).toEqual({ kind: 'not_found', what: 'customer' });
});

test('a bare string of the framework becomes an internal error with its cause kept', () => {
  const failure = normalise('command app_info not found');
  expect(failure.error.kind).toBe('internal');
  expect(failure.cause).toBe('command app_info not found');
});

test('a failure is not wrapped twice', () => {
  const failure = new CommandFailure({ kind: 'wrong_key' });
  expect(normalise(failure)).toBe(failure);
});
