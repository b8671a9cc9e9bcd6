import type { ChangeEntry, Instant, UserRef } from '@/bindings';

/** What one act changed on this record. */
export type Operation = {
  tx: number;
  op: string;
  at: Instant;
  actor: UserRef | null;
  entries: ChangeEntry[];
};

export type Month = { month: string; operations: Operation[] };

/** Columns that follow from others, or only say where a row stands: true, but news to nobody. */
const SILENT = new Set([
  'id',
  'rid',
  'position',
  'norm',
  'name_sort',
  'name_key',
  'owner_sort',
  'owner_since',
  'colour',
]);

export function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function isSilent(table: string, field: string): boolean {
  const column = snake(field);
  // The name of a stored file is the keyed hash of its content.
  return SILENT.has(column) || (table === 'attachments' && column === 'name');
}

/** Entries come newest first; those of one transaction are one operation. */
export function operationsOf(entries: readonly ChangeEntry[]): Operation[] {
  const operations: Operation[] = [];
  for (const entry of entries) {
    let last = operations.at(-1);
    if (last?.tx !== entry.tx) {
      last = { tx: entry.tx, op: entry.op, at: entry.at, actor: entry.actor, entries: [] };
      operations.push(last);
    }
    if (entry.field === null || !isSilent(entry.table, entry.field)) last.entries.push(entry);
  }
  return operations;
}

export function byMonth(
  operations: readonly Operation[],
  monthOf: (at: Instant) => string,
): Month[] {
  const months: Month[] = [];
  for (const operation of operations) {
    const month = monthOf(operation.at);
    let last = months.at(-1);
    if (last?.month !== month) {
      last = { month, operations: [] };
      months.push(last);
    }
    last.operations.push(operation);
  }
  return months;
}
