import type {
  AddressDraft,
  CustomerDraft,
  CustomerKind,
  FieldValue,
  MethodDraft,
} from '@/bindings';

/** What the form holds while it is filled in; empty text where the draft has null. */
export type CustomerForm = {
  kind: CustomerKind;
  name: string;
  shortName: string;
  taxCode: string;
  industry: string;
  size: string;
  level: string | null;
  source: string;
  website: string;
  note: string;
  ownerId: string | null;
  methods: MethodDraft[];
  address: AddressDraft;
  tags: string[];
  custom: FieldValue[];
};

export function emptyAddress(country: string): AddressDraft {
  return {
    label: null,
    country,
    division: null,
    province: null,
    city: null,
    district: null,
    street: null,
    postcode: null,
  };
}

export function emptyCustomer(country: string): CustomerForm {
  return {
    kind: 'organisation',
    name: '',
    shortName: '',
    taxCode: '',
    industry: '',
    size: '',
    level: null,
    source: '',
    website: '',
    note: '',
    ownerId: null,
    methods: [{ kind: 'phone', label: null, raw: '' }],
    address: emptyAddress(country),
    tags: [],
    custom: [],
  };
}

function hasPlace({ label: _label, country: _country, ...place }: AddressDraft): boolean {
  return Object.values(place).some((part) => part !== null && part.trim() !== '');
}

const given = (text: string) => text.trim() || null;

/** Lines left empty are not sent; `lines` says which line of the form each sent one was. */
export function customerDraft(form: CustomerForm): { draft: CustomerDraft; lines: number[] } {
  const lines = form.methods.flatMap(({ raw }, line) => (raw.trim() ? [line] : []));
  const draft: CustomerDraft = {
    kind: form.kind,
    name: form.name,
    shortName: given(form.shortName),
    taxCode: given(form.taxCode),
    industry: given(form.industry),
    size: form.size.trim() === '' ? null : Number(form.size),
    level: form.level as CustomerDraft['level'],
    lifecycle: null,
    source: given(form.source),
    website: given(form.website),
    note: given(form.note),
    ownerId: form.ownerId,
    nextContactAt: null,
    methods: lines.flatMap((line) => form.methods[line] ?? []),
    addresses: hasPlace(form.address) ? [form.address] : [],
    tags: form.tags,
    fields: form.custom.filter(({ value }) => value.trim() !== ''),
  };
  return { draft, lines };
}

/** The name a form's field has in errors: `methods.1.raw` of the draft is line 3 if line 2 was empty. */
export function fieldOfForm(field: string, lines: readonly number[]): string {
  const method = /^methods\.(\d+)\.(\w+)$/.exec(field);
  if (!method) return field;
  return `methods.${lines[Number(method[1])] ?? method[1]}.${method[2]}`;
}
