import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandList, useCommandRegistry } from '@/components/Commands/Commands';
import { waysOf } from '@/components/Commands/keys';
import { Keys } from '@/components/Kbd/Keys';
import { EmptyState } from '@/components/States/EmptyState';
import classes from './KeySheet.module.css';

/** All keys by group, drawn from the registry: what is not there does not work. */
export function KeySheet() {
  const { t } = useTranslation('help');
  const [typed, setTyped] = useState('');
  const registry = useCommandRegistry();
  const here = useCommandList();
  const all = new Map([...registry.known(), ...here].map((command) => [command.id, command]));
  const wanted = typed.trim().toLowerCase();
  const shown = [...all.values()].filter(
    ({ keys, label }) => keys && label.toLowerCase().includes(wanted),
  );
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <div>
      <TextInput
        type="search"
        aria-label={t('searchKeys')}
        placeholder={t('searchKeys')}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        className={classes.search}
      />
      {shown.length === 0 && <EmptyState title={t('common:nothingFound')} />}
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.heading}>{group}</h3>
            <dl className={classes.list}>
              {shown
                .filter((command) => command.group === group)
                .map(({ id, label, keys }) => (
                  <div key={id} className={classes.row}>
                    <dt>{label}</dt>
                    <dd>
                      {waysOf(keys).map((way) => (
                        <Keys key={way} keys={way} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
