import { expect, test } from 'vitest';
import type { ImportIssue, IssueEffect } from '@/bindings';
import { issueGroups } from './issues';

const issue = (row: number, code: string, effect: IssueEffect): ImportIssue => ({
  row,
  column: 0,
  code,
  data: {},
  effect,
});

test('what costs rows comes first, then the most frequent', () => {
  const groups = issueGroups([
    issue(2, 'row.short', 'note'),
    issue(3, 'email.invalid', 'cell'),
    issue(4, 'email.invalid', 'cell'),
    issue(5, 'phone.invalid', 'cell'),
    issue(6, 'required', 'row'),
  ]);
  expect(groups.map(({ code, issues }) => [code, issues.length])).toEqual([
    ['required', 1],
    ['email.invalid', 2],
    ['phone.invalid', 1],
    ['row.short', 1],
  ]);
});
