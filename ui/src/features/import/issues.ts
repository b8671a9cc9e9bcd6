import type { ImportIssue, IssueEffect } from '@/bindings';

/** Issues of one kind, in the order of the file. */
export type IssueGroup = { code: string; effect: IssueEffect; issues: ImportIssue[] };

const WORST: readonly IssueEffect[] = ['row', 'cell', 'note'];

/** By kind, what costs rows first, then by how many there are. */
export function issueGroups(issues: readonly ImportIssue[]): IssueGroup[] {
  const groups = new Map<string, IssueGroup>();
  for (const issue of issues) {
    const key = `${issue.effect}:${issue.code}`;
    const group = groups.get(key);
    if (group) group.issues.push(issue);
    else groups.set(key, { code: issue.code, effect: issue.effect, issues: [issue] });
  }
  return [...groups.values()].sort(
    (a, b) =>
      WORST.indexOf(a.effect) - WORST.indexOf(b.effect) || b.issues.length - a.issues.length,
  );
}
