import type {
  Action,
  FieldGrant,
  FieldRule,
  Grant,
  GuardedField,
  RoleDraft,
  Scope,
  Object as Thing,
} from '@/bindings';

/** The actions in the order of the columns. */
export const ACTIONS: readonly Action[] = [
  'see',
  'create',
  'edit',
  'delete',
  'transfer',
  'export',
  'import',
  'bulk',
  'reveal',
  'configure',
];

type Line = {
  object: Thing;
  /** What the core asks for on this object; other actions mean nothing there. */
  actions: readonly Action[];
  /** On whose rows it can be allowed; left out where there are no rows of somebody. */
  scopes?: readonly Scope[];
};

const SCOPES: readonly Scope[] = ['own', 'team', 'department', 'below', 'all'];

/** The objects in the order of the lines. */
export const LINES: readonly Line[] = [
  {
    object: 'customers',
    actions: ['see', 'create', 'edit', 'delete', 'transfer', 'export', 'import', 'bulk', 'reveal'],
    scopes: SCOPES,
  },
  {
    object: 'contacts',
    actions: ['see', 'create', 'edit', 'delete', 'export', 'import', 'reveal'],
    scopes: SCOPES,
  },
  {
    object: 'purchases',
    actions: ['see', 'create', 'edit', 'delete', 'import'],
    scopes: SCOPES,
  },
  { object: 'products', actions: ['create', 'edit', 'import'] },
  { object: 'views', actions: ['create', 'edit', 'delete'], scopes: ['own', 'all'] },
  { object: 'people', actions: ['see', 'create', 'edit', 'delete', 'import', 'configure'] },
  { object: 'settings', actions: ['configure'] },
  { object: 'workspace', actions: ['see', 'export', 'import', 'configure'] },
  { object: 'audit', actions: ['see'] },
  { object: 'privacy', actions: ['delete'], scopes: SCOPES },
];

export const RULES: readonly FieldRule[] = ['read_only', 'masked', 'hidden'];

type Guarded = { object: Thing; fields: readonly GuardedField[] };

/** The fields that can have a rule of their own. */
export const GUARDED: readonly Guarded[] = [
  { object: 'customers', fields: ['phone', 'email', 'handle', 'address', 'tax_code', 'note'] },
  { object: 'contacts', fields: ['phone', 'email', 'handle', 'address', 'birthday', 'note'] },
];

/** The widest scope a line can have: what a fresh line begins with where there are no rows of somebody. */
function firstScope({ scopes }: Line): Scope {
  return scopes?.[0] ?? 'all';
}

export function grantOf(draft: RoleDraft, object: Thing): Grant | undefined {
  return draft.grants.find((grant) => grant.object === object);
}

/** The draft with an action allowed or not. Whoever does something sees it; whoever sees nothing does nothing. */
export function allow(draft: RoleDraft, line: Line, action: Action, on: boolean): RoleDraft {
  const before = grantOf(draft, line.object);
  const held = before?.actions ?? [];
  const sees = line.actions.includes('see');
  let actions: Action[];
  if (on) actions = [...new Set<Action>(sees ? [...held, 'see', action] : [...held, action])];
  else if (action === 'see') actions = [];
  else actions = held.filter((known) => known !== action);
  const grant = { object: line.object, actions, scope: before?.scope ?? firstScope(line) };
  const others = draft.grants.filter(({ object }) => object !== line.object);
  return { ...draft, grants: actions.length > 0 ? [...others, grant] : others };
}

export function scope(draft: RoleDraft, object: Thing, rows: Scope): RoleDraft {
  const grants = draft.grants.map((grant) =>
    grant.object === object ? { ...grant, scope: rows } : grant,
  );
  return { ...draft, grants };
}

export function ruleOf(draft: RoleDraft, object: Thing, field: GuardedField): FieldRule | null {
  const found = draft.fields.find((known) => known.object === object && known.field === field);
  return found?.rule ?? null;
}

export function guard(
  draft: RoleDraft,
  object: Thing,
  field: GuardedField,
  rule: FieldRule | null,
): RoleDraft {
  const others = draft.fields.filter((known) => known.object !== object || known.field !== field);
  const fields: FieldGrant[] = rule === null ? others : [...others, { object, field, rule }];
  return { ...draft, fields };
}

/** Two drafts allow the same, in whatever order it stands. */
export function sameDraft(a: RoleDraft, b: RoleDraft): boolean {
  const told = ({ name, grants, fields }: RoleDraft) =>
    JSON.stringify([
      name ?? '',
      grants.map((grant) => [grant.object, [...grant.actions].sort(), grant.scope].join()).sort(),
      fields.map((field) => [field.object, field.field, field.rule].join()).sort(),
    ]);
  return told(a) === told(b);
}
