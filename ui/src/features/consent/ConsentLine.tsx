import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Consent } from '@/bindings';
import { useFormat } from '@/i18n/format';
import classes from './consent.module.css';

/** One statement: for what and how, whether it was given, and where that is known from. */
export function ConsentLine({ said }: { said: Consent }) {
  const { t } = useTranslation('consent');
  const format = useFormat();
  const origin = [
    format.date(said.statedOn),
    t(`basis.${said.basis}`),
    said.source,
    said.file?.name,
    said.createdBy?.name,
  ].filter(Boolean);
  return (
    <div className={classes.main}>
      <span>
        {t(`channel.${said.channel}`)} · {t(`purpose.${said.purpose}`)}{' '}
        <Badge size="sm" variant="light" color={said.state === 'given' ? 'green' : 'red'}>
          {t(`state.${said.state}`)}
        </Badge>
      </span>
      {said.proof !== null && <q className={`${classes.proof} selectable`}>{said.proof}</q>}
      <span className={classes.origin}>{origin.join(' · ')}</span>
    </div>
  );
}
