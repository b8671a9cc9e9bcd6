import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { Dialog } from '@/components/Dialog/Dialog';
import { SettingGroup } from '@/components/Setting/Setting';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useSignsIn } from '@/ipc/access';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { useRights } from '@/ipc/rights';
import { ArchivePerson } from './ArchivePerson';
import classes from './access.module.css';
import { ColleaguePassword } from './ColleaguePassword';
import { Departments } from './Departments';
import { HandOver } from './HandOver';
import { PeopleTable } from './PeopleTable';
import { PersonForm } from './PersonForm';
import { useWithdraw } from './use-withdraw';

const peopleQuery = queryOptions({
  queryKey: ['settings', 'users'],
  queryFn: () => api.listUsers(),
  meta: reads('users', 'customers'),
});

/** What can be done with one colleague. */
export type Deed = 'edit' | 'password' | 'withdraw' | 'handOver' | 'archive';
type Asked = { deed: 'add' } | { deed: Exclude<Deed, 'withdraw'>; person: UserRow };

/** The colleagues: what they may do, how they come in, and what happens when they leave. */
export function PeopleSection() {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const errorState = useErrorState();
  const rights = useRights();
  const signsIn = useSignsIn();
  const people = useQuery(peopleQuery);
  const withdraw = useWithdraw();
  const [dialog, setDialog] = useState<Asked | null>(null);
  const close = () => setDialog(null);

  function start(deed: Deed, person: UserRow) {
    if (deed === 'withdraw') withdraw.ask(person);
    else setDialog({ deed, person });
  }

  return (
    <>
      <SettingGroup
        title={t('people.title')}
        hint={t(signsIn ? 'people.hintSignIn' : 'people.hint')}
      >
        {people.isPending && <SkeletonRows rows={4} label={t('common:loading')} />}
        {people.isError && (
          <ErrorState {...errorState(people.error)} onRetry={() => void people.refetch()} />
        )}
        {people.data && <PeopleTable people={people.data} onDeed={start} />}
        {withdraw.error && <FailureNote {...errorText(withdraw.error)} />}
        {rights.may('people', 'create') && (
          <div className={classes.newRow}>
            <Button leftSection={<IconPlus size={16} />} onClick={() => setDialog({ deed: 'add' })}>
              {t('people.add')}
            </Button>
          </div>
        )}
      </SettingGroup>
      <Departments editable={rights.may('people', 'configure')} />
      <Dialog opened={dialog !== null} onClose={close} title={dialog && titleOf(dialog)}>
        {dialog && contentOf(dialog, people.data ?? [])}
      </Dialog>
    </>
  );

  function titleOf(shown: Asked): string {
    if (shown.deed === 'add') return t('people.add');
    return t(`people.deed.${shown.deed}`, { name: shown.person.name });
  }

  function contentOf(shown: Asked, all: readonly UserRow[]) {
    switch (shown.deed) {
      case 'add':
        return <PersonForm person={null} people={all} onDone={close} />;
      case 'edit':
        return <PersonForm person={shown.person} people={all} onDone={close} />;
      case 'password':
        return <ColleaguePassword person={shown.person} onDone={close} />;
      case 'handOver':
        return <HandOver person={shown.person} people={all} onDone={close} />;
      case 'archive':
        return (
          <ArchivePerson
            person={shown.person}
            onHandOver={() => setDialog({ ...shown, deed: 'handOver' })}
            onDone={close}
          />
        );
    }
  }
}
