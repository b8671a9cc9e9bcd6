import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AREAS } from '@/app/areas';
import classes from './Rail.module.css';

export function Rail() {
  const { t } = useTranslation('shell');
  return (
    <nav className={classes.rail} aria-label={t('areas')} data-pane tabIndex={-1}>
      {AREAS.map(({ id, to, icon: Icon }) => (
        <Link key={id} to={to} className={classes.entry} activeProps={{ 'aria-current': 'page' }}>
          <Icon size={18} stroke={1.6} />
          <span>{t(`area.${id}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
