import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommandList, useCommandRegistry } from '@/components/Commands/Commands';
import { useRecents } from '@/components/Recent/recent';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
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

export type PaletteItem = {
  key: string;
  kind: 'customer' | 'contact' | 'command';
  title: string;
  subtitle: string | null;
  keys: string | undefined;
  run: () => void;
};

type Hit = Pick<PaletteItem, 'title'> & {
  kind: 'customer' | 'contact';
  id: string;
  subtitle?: string | null;
};

export type PaletteGroup = { label: string; items: PaletteItem[] };

/** What the palette offers for a text: records first, then commands. `settled` once it is for this text. */
export function usePaletteItems(text: string): { groups: PaletteGroup[]; settled: boolean } {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const registry = useCommandRegistry();
  const recents = useRecents();
  const found = useQuery(searchQuery(text));
  const offered = useCommandList().filter((command) => command.palette !== false);

  const hits: readonly Hit[] = text === '' ? recents : (found.data?.hits ?? []);
  const records: PaletteItem[] = hits.map((hit) => ({
    key: hit.id,
    kind: hit.kind,
    title: hit.title,
    subtitle: hit.subtitle ?? null,
    keys: undefined,
    run: () =>
      void navigate({
        to: hit.kind === 'customer' ? '/customers/$id' : '/contacts/$id',
        params: { id: hit.id },
      }),
  }));
  const commands: PaletteItem[] = (
    text === '' ? offered : matching(offered, text).slice(0, COMMANDS)
  ).map(({ id, label, keys }) => ({
    key: id,
    kind: 'command',
    title: label,
    subtitle: null,
    keys,
    run: () => registry.run(id),
  }));
  const groups = [
    { label: text === '' ? t('recent') : t('records'), items: records },
    { label: t('commands'), items: commands },
  ].filter(({ items }) => items.length > 0);
  return { groups, settled: text === '' || !(found.isPending || found.isPlaceholderData) };
}
