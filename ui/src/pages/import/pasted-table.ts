/** Rows on their way from a list to the import. In memory only, and taken once. */
let table: string | null = null;

export function setPastedTable(text: string): void {
  table = text;
}

export function takePastedTable(): string | null {
  const taken = table;
  table = null;
  return taken;
}
