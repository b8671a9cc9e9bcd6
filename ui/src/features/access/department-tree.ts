import type { Department } from '@/bindings';

/** The departments right below one, or at the top. One whose parent is not there stands at the top. */
export function childrenOf(
  departments: readonly Department[],
  parent: string | null,
): Department[] {
  const known = new Set(departments.map(({ id }) => id));
  return departments.filter(({ parentId }) =>
    parent === null ? parentId === null || !known.has(parentId) : parentId === parent,
  );
}

/** The departments in the order of their tree. */
export function treeOf(
  departments: readonly Department[],
  parent: string | null = null,
): Department[] {
  return childrenOf(departments, parent).flatMap((department) => [
    department,
    ...treeOf(departments, department.id),
  ]);
}

/** A department with all above it: "Sales / East". */
export function pathOf(departments: readonly Department[], id: string): string {
  const found = departments.find((department) => department.id === id);
  if (!found) return '';
  if (found.parentId === null) return found.name;
  const above = pathOf(departments, found.parentId);
  return above === '' ? found.name : `${above} / ${found.name}`;
}

/** The department and all below it: it can be moved beneath none of them. */
export function withinOf(departments: readonly Department[], id: string): Set<string> {
  const inside = new Set([id]);
  for (const { id: candidate, parentId } of treeOf(departments)) {
    if (parentId !== null && inside.has(parentId)) inside.add(candidate);
  }
  return inside;
}
