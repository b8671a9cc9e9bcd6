/** What the core knows of a line beside its columns. Every part may be missing. */
export type Details = {
  rule?: string;
  op?: string;
  failures?: number;
  field?: string;
  user?: string;
  role?: string;
  roles?: string[];
  department?: string;
  customers?: number;
  contacts?: number;
  rows?: number;
  to?: string;
};

const TEXTS = ['rule', 'op', 'field', 'user', 'role', 'department', 'to'] as const;
const NUMBERS = ['failures', 'customers', 'contacts', 'rows'] as const;

/** Reads the JSON of a line; what is not as expected is left out. */
export function detailsOf(json: string): Details {
  const details: Details = {};
  const known = parsed(json);
  for (const name of TEXTS) {
    const value = known[name];
    if (typeof value === 'string') details[name] = value;
  }
  for (const name of NUMBERS) {
    const value = known[name];
    if (typeof value === 'number') details[name] = value;
  }
  if (Array.isArray(known.roles)) details.roles = known.roles.map(String);
  return details;
}

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
