import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { UserDraft, UserRow } from '@/bindings';
import { departmentsQuery, rolesByPersonQuery } from '@/ipc/access';
import { api } from '@/ipc/api';

type Draft = UserDraft & { department: string | null; roles: readonly string[] };

const NOBODY: UserDraft = { name: '', email: null, managerId: null, team: null, region: null };
const NONE: readonly string[] = [];

const factsOf = ({ name, email, managerId, team, region }: UserDraft): UserDraft => ({
  name,
  email,
  managerId,
  team,
  region,
});

/** What is the same in both, whatever the order. */
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * A colleague being edited. Facts, department and roles are three operations of the core: only what differs is sent, and
 * after a refusal halfway the next try goes on from there.
 */
export function usePerson(person: UserRow | null, onDone: () => void) {
  const departments = useQuery(departmentsQuery).data ?? [];
  const known = useQuery(rolesByPersonQuery).data;
  const made = useRef<string | null>(null);
  const [changes, setChanges] = useState<Partial<Draft>>({});
  const id = person?.id ?? '';
  const facts = person ? factsOf(person) : NOBODY;
  const stored: Draft = {
    ...facts,
    department: departments.find(({ members }) => members.includes(id))?.id ?? null,
    roles: known?.get(id) ?? NONE,
  };
  const draft: Draft = { ...stored, ...changes };

  const save = useMutation({
    mutationFn: async () => {
      let saved = person?.id ?? made.current;
      if (saved === null) {
        saved = await api.createUser(factsOf(draft));
        made.current = saved;
      } else if (!person || !same(factsOf(draft), facts)) {
        await api.updateUser(saved, factsOf(draft));
      }
      if (draft.department !== stored.department) await api.placeUser(saved, draft.department);
      if (!same([...draft.roles].sort(), [...stored.roles].sort())) {
        await api.setRoles(saved, [...draft.roles]);
      }
    },
    onSuccess: onDone,
  });
  return {
    draft,
    change: (next: Partial<Draft>) => setChanges({ ...changes, ...next }),
    save,
  };
}
