import { Badge, Table } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '@/bindings';
import { Initials } from '@/components/Display/Initials';
import { useFormat } from '@/i18n/format';
import { accessQuery, departmentsQuery, rolesByPersonQuery, rolesQuery } from '@/ipc/access';
import { useWorkspace } from '@/ipc/workspace';
import classes from './access.module.css';
import { pathOf } from './department-tree';
import type { Deed } from './PeopleSection';
import { PersonMenu } from './PersonMenu';
import { useRoleName } from './use-role-name';

type Props = { people: readonly UserRow[]; onDeed: (deed: Deed, person: UserRow) => void };

/** Everybody with where they stand, what they may do, and whether they have a password. */
export function PeopleTable({ people, onDeed }: Props) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const roleName = useRoleName();
  const me = useWorkspace()?.user.id;
  const departments = useQuery(departmentsQuery).data ?? [];
  const roles = useQuery(rolesQuery).data ?? [];
  const rolesOf = useQuery(rolesByPersonQuery).data;
  const access = useQuery(accessQuery).data;

  function departmentOf(person: string): string {
    const found = departments.find(({ members }) => members.includes(person));
    return found ? pathOf(departments, found.id) : '';
  }

  return (
    <Table.ScrollContainer minWidth={600} type="native">
      <Table verticalSpacing={6} horizontalSpacing="sm" aria-label={t('people.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('people.name')}</Table.Th>
            <Table.Th scope="col">{t('people.place')}</Table.Th>
            <Table.Th scope="col">{t('people.roles')}</Table.Th>
            <Table.Th scope="col">{t('people.password')}</Table.Th>
            <Table.Th scope="col" className={classes.end}>
              {t('people.customers')}
            </Table.Th>
            <Table.Th aria-label={t('actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <span className={classes.who}>
                  <Initials id={person.id} name={person.name} />
                  <span>
                    {person.name}
                    {person.id === me && (
                      <Badge ml="xs" variant="light" color="gray" tt="none">
                        {t('common:you')}
                      </Badge>
                    )}
                    {person.email && <div className={classes.soft}>{person.email}</div>}
                  </span>
                </span>
              </Table.Td>
              <Table.Td>
                {departmentOf(person.id)}
                {person.team && <div className={classes.soft}>{person.team}</div>}
              </Table.Td>
              <Table.Td>
                <span className={classes.pills}>
                  {roles
                    .filter(({ id }) => rolesOf?.get(person.id)?.includes(id))
                    .map((role) => (
                      <Badge key={role.id} variant="light" tt="none">
                        {roleName(role)}
                      </Badge>
                    ))}
                  {rolesOf?.get(person.id)?.length === 0 && (
                    <span className={classes.soft}>{t('people.noRole')}</span>
                  )}
                </span>
              </Table.Td>
              <Table.Td>{access && <Password has={access.has(person.id)} />}</Table.Td>
              <Table.Td className={classes.end}>{format.number(person.customers)}</Table.Td>
              <Table.Td className={classes.end}>
                <PersonMenu
                  person={person}
                  isMe={person.id === me}
                  hasPassword={access?.has(person.id) ?? false}
                  onDeed={(deed) => onDeed(deed, person)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Password({ has }: { has: boolean }) {
  const { t } = useTranslation('settings');
  const Icon = has ? IconCheck : IconMinus;
  return (
    <span className={classes.access}>
      <Icon size={14} stroke={1.8} aria-hidden="true" />
      {t(has ? 'people.hasPassword' : 'people.hasNone')}
    </span>
  );
}
