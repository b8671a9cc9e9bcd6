import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconAddressBook, IconBuildings, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandList, useCommandRegistry } from '@/components/Commands/Commands';
import { Keys } from '@/components/Kbd/Keys';
import { useRecents } from '@/components/Recent/recent';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import classes from './Palette.module.css';
import { matching } from './palette-match';

const HITS = 8;
const COMMANDS = 8;

const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['palette', text],
    queryFn: () => api.search(text, HITS, null),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    meta: reads('customers', 'contacts', 'contact_methods'),
  });

type Hit = { kind: 'customer' | 'contact'; id: string; title: string; subtitle?: string | null };

/** Ctrl+K: go to a record, or do something, by typing. */
export function Palette() {
  const { t } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const navigate = useNavigate();
  const registry = useCommandRegistry();
  const recents = useRecents();
  const found = useQuery(searchQuery(text)).data?.hits ?? [];
  const records: readonly Hit[] = text === '' ? recents : found;
  const offered = useCommandList().filter((command) => command.palette !== false);
  const commands = text === '' ? offered : matching(offered, text).slice(0, COMMANDS);

  function open({ kind, id }: Hit) {
    void navigate({
      to: kind === 'customer' ? '/customers/$id' : '/contacts/$id',
      params: { id },
    });
  }

  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      scrollable
      maxHeight={440}
      yOffset={96}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 100 }}
      aria-label={t('openPalette')}
    >
      <Spotlight.Search
        placeholder={t('searchOrDo')}
        aria-label={t('searchOrDo')}
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {records.length > 0 && (
          <Spotlight.ActionsGroup label={text === '' ? t('recent') : t('records')}>
            {records.map((hit) => (
              <Spotlight.Action key={hit.id} onClick={() => open(hit)}>
                <span className={classes.row}>
                  {hit.kind === 'customer' ? (
                    <IconBuildings size={18} stroke={1.6} aria-label={t('area.customers')} />
                  ) : (
                    <IconAddressBook size={18} stroke={1.6} aria-label={t('area.contacts')} />
                  )}
                  <span className={classes.title}>{hit.title}</span>
                  {hit.subtitle && <span className={classes.subtitle}>{hit.subtitle}</span>}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label={t('commands')}>
            {commands.map(({ id, label, keys }) => (
              <Spotlight.Action
                key={id}
                onClick={() => {
                  spotlight.close();
                  registry.run(id);
                }}
              >
                <span className={classes.row}>
                  <IconTerminal2 size={18} stroke={1.6} aria-hidden="true" />
                  <span className={classes.title}>{label}</span>
                  {keys && (
                    <span className={classes.keys}>
                      <Keys keys={keys} />
                    </span>
                  )}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {records.length === 0 && commands.length === 0 && (
          <Spotlight.Empty>{t('common:nothingFound')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
