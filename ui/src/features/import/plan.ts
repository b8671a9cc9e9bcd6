import type { ImportPlan, ImportPreview } from '@/bindings';

/** Fields without which no row can be stored, and to which no column goes. */
export function missingFields(preview: ImportPreview, plan: ImportPlan): string[] {
  const taken = new Set(plan.columns.map(({ target }) => target));
  return preview.fields
    .filter(({ key, required }) => required && !taken.has(key))
    .map(({ key }) => key);
}
