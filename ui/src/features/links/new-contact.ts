import type { ContactDraft } from '@/bindings';

/** A contact of whom only the name is known. */
export function newContact(name: string): ContactDraft {
  return {
    name,
    familyName: null,
    givenName: null,
    title: null,
    department: null,
    gender: null,
    birthdayOn: null,
    doNotContact: false,
    note: null,
    methods: [],
    customerId: null,
    role: null,
  };
}
