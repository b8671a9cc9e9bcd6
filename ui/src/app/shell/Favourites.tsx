import { IconListDetails } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '@/bindings';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import classes from './Rail.module.css';

const viewsQuery = queryOptions({
  queryKey: ['views', 'all'],
  queryFn: async () => [...(await api.listViews('customer')), ...(await api.listViews('contact'))],
  meta: reads('views'),
});

const SHOWN = 12;

/** Saved views under the areas. */
export function Favourites() {
  const { t } = useTranslation('shell');
  const views = useQuery(viewsQuery).data ?? [];
  const { search } = useLocation();
  if (views.length === 0) return null;
  return (
    <section className={classes.favourites} aria-label={t('views')}>
      <h2 className={classes.heading}>{t('views')}</h2>
      {views.slice(0, SHOWN).map((view: SavedView) => (
        <Link
          key={view.id}
          to={view.entity === 'customer' ? '/customers' : '/contacts'}
          search={{ view: view.id }}
          className={classes.view}
          data-current={search.view === view.id || undefined}
        >
          <IconListDetails size={16} stroke={1.5} aria-hidden="true" />
          <span className={classes.label}>{view.name}</span>
        </Link>
      ))}
    </section>
  );
}
