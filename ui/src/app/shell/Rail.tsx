import { ActionIcon, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebar, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAreas } from '@/app/areas';
import { useCommandRegistry } from '@/components/Commands/Commands';
import { Keys } from '@/components/Kbd/Keys';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { useWorkspace } from '@/ipc/workspace';
import { Favourites } from './Favourites';
import classes from './Rail.module.css';
import { UserMenu } from './UserMenu';

/** The areas on the left. Folds to icons by choice, and by itself in a narrow window. */
export function Rail() {
  const { t } = useTranslation('shell');
  const workspace = useWorkspace();
  const registry = useCommandRegistry();
  const { railFolded } = usePreferences();
  const setPreferences = useSetPreferences();
  const narrow = useMediaQuery('(width < 1100px)', false, { getInitialValueInEffect: false });
  const areas = useAreas();
  const folded = railFolded || narrow;

  const entry = ({ id, to, icon: Icon }: (typeof areas)[number]) => (
    <Tooltip key={id} label={t(`area.${id}`)} position="right" disabled={!folded}>
      <Link to={to} className={classes.entry} activeProps={{ 'aria-current': 'page' }}>
        <Icon size={18} stroke={1.6} aria-hidden="true" />
        <span className={classes.label}>{t(`area.${id}`)}</span>
      </Link>
    </Tooltip>
  );

  return (
    <nav
      className={classes.rail}
      data-folded={folded || undefined}
      aria-label={t('areas')}
      data-pane
      tabIndex={-1}
    >
      <div className={classes.head}>
        <span className={classes.workspace} title={workspace?.path}>
          {workspace?.name}
        </span>
        {!narrow && (
          <Tooltip label={folded ? t('unfoldRail') : t('foldRail')} position="right">
            <ActionIcon
              aria-label={folded ? t('unfoldRail') : t('foldRail')}
              onClick={() => setPreferences({ railFolded: !railFolded })}
            >
              <IconLayoutSidebar size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <button type="button" className={classes.search} onClick={() => registry.run('palette.open')}>
        <IconSearch size={16} stroke={1.8} aria-hidden="true" />
        <span className={classes.label}>{t('searchOrDo')}</span>
        <span className={classes.keys}>
          <Keys keys="mod+k" />
        </span>
      </button>
      {areas.filter((area) => !area.foot).map(entry)}
      {!folded && <Favourites />}
      <div className={classes.space} />
      {areas.filter((area) => area.foot).map(entry)}
      <UserMenu />
    </nav>
  );
}
