import { Select, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RoleDraft } from '@/bindings';
import { SettingGroup } from '@/components/Setting/Setting';
import classes from './access.module.css';
import { GUARDED, guard, RULES, ruleOf } from './rules';

type Props = { draft: RoleDraft; editable: boolean; onChange: (draft: RoleDraft) => void };

const OPEN = 'open';

/** How a role shows the fields that tell most about a person. */
export function FieldRules({ draft, editable, onChange }: Props) {
  const { t } = useTranslation('settings');
  const fields = [...new Set(GUARDED.flatMap((guarded) => guarded.fields))];
  const options = [
    { value: OPEN, label: t('roles.rule.open') },
    ...RULES.map((rule) => ({ value: rule, label: t(`roles.rule.${rule}`) })),
  ];
  return (
    <SettingGroup title={t('roles.fields')} hint={t('roles.fieldsHint')}>
      <Table className={classes.matrix} aria-label={t('roles.fields')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('roles.fieldName')}</Table.Th>
            {GUARDED.map(({ object }) => (
              <Table.Th key={object} scope="col">
                {t(`rights:object.${object}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field) => {
            const name = t(`rights:field.${field}`);
            return (
              <Table.Tr key={field}>
                <Table.Th scope="row" className={classes.object}>
                  {name}
                </Table.Th>
                {GUARDED.map(({ object, fields: known }) => (
                  <Table.Td key={object}>
                    {known.includes(field) ? (
                      <Select
                        aria-label={t('roles.ruleOf', {
                          field: name,
                          object: t(`rights:object.${object}`),
                        })}
                        data={options}
                        value={ruleOf(draft, object, field) ?? OPEN}
                        disabled={!editable}
                        allowDeselect={false}
                        onChange={(value) =>
                          onChange(
                            guard(
                              draft,
                              object,
                              field,
                              RULES.find((rule) => rule === value) ?? null,
                            ),
                          )
                        }
                        maw={180}
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
    </SettingGroup>
  );
}
