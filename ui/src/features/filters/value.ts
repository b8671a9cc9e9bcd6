/** What a condition compares with; on the wire a filter travels as JSON text. */
export type FilterValue =
  | string
  | number
  | boolean
  | string[]
  | null
  | { from: string; to: string };
