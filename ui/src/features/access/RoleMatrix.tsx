import { Checkbox, Select, Table, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RoleDraft } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import classes from './access.module.css';
import { ACTIONS, allow, grantOf, LINES, scope } from './rules';

type Props = { draft: RoleDraft; editable: boolean; onChange: (draft: RoleDraft) => void };

/** On what, what, and on whose rows. A dash stands where an action means nothing. */
export function RoleMatrix({ draft, editable, onChange }: Props) {
  const { t } = useTranslation('settings');
  return (
    <SettingGroup title={t('roles.allowed')} hint={t('roles.allowedHint')}>
      <Table.ScrollContainer minWidth={780} type="native">
        <Table className={classes.matrix} horizontalSpacing="xs" aria-label={t('roles.allowed')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('roles.on')}</Table.Th>
              <Table.Th scope="col">{t('roles.scope')}</Table.Th>
              {ACTIONS.map((action) => (
                <Table.Th key={action} scope="col" className={classes.cell}>
                  <Tooltip label={t(`roles.actionHint.${action}`)} multiline maw={260}>
                    <span>{t(`roles.action.${action}`)}</span>
                  </Tooltip>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {LINES.map((line) => {
              const { object, actions, scopes } = line;
              const grant = grantOf(draft, object);
              const name = t(`rights:object.${object}`);
              return (
                <Table.Tr key={object}>
                  <Table.Th scope="row" className={classes.object}>
                    {name}
                    <div className={classes.soft}>{t(`roles.objectHint.${object}`)}</div>
                  </Table.Th>
                  <Table.Td>
                    {scopes && grant ? (
                      <Select
                        aria-label={t('roles.scopeOf', { object: name })}
                        data={[...new Set([...scopes, grant.scope])].map((value) => ({
                          value,
                          label: t(`roles.rows.${value}`),
                        }))}
                        value={grant.scope}
                        disabled={!editable}
                        allowDeselect={false}
                        onChange={(value) => {
                          const rows = scopes.find((known) => known === value);
                          if (rows) onChange(scope(draft, object, rows));
                        }}
                        w={172}
                      />
                    ) : (
                      <span className={classes.none} aria-hidden="true">
                        –
                      </span>
                    )}
                  </Table.Td>
                  {ACTIONS.map((action) => (
                    <Table.Td key={action} className={classes.cell}>
                      {actions.includes(action) ? (
                        <Checkbox
                          className={classes.box}
                          aria-label={t('roles.allow', {
                            action: t(`roles.action.${action}`),
                            object: name,
                          })}
                          checked={grant?.actions.includes(action) ?? false}
                          disabled={!editable}
                          onChange={(event) =>
                            onChange(allow(draft, line, action, event.currentTarget.checked))
                          }
                        />
                      ) : (
                        <span className={classes.none} aria-hidden="true">
                          –
                        </span>
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </SettingGroup>
  );
}
