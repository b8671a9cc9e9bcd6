export type ShownColumn = { field: string; width: number | null };

/** Columns as a view stores them: `name`, or `name:240` where a width was given by hand. */
export function writeColumns(shown: readonly ShownColumn[]): string[] {
  return shown.map(({ field, width }) =>
    width === null ? field : `${field}:${Math.round(width)}`,
  );
}

/** Only the last part is a width: custom fields have a colon in their name. */
export function readColumns(stored: readonly string[]): ShownColumn[] {
  return stored.map((text) => {
    const width = /^(.+):(\d{1,4})$/.exec(text);
    return width?.[1] ? { field: width[1], width: Number(width[2]) } : { field: text, width: null };
  });
}
