import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment, Consent, ParentRef } from '@/bindings';
import { Section } from '@/components/Section/Section';
import { ErrorState } from '@/components/States/ErrorState';
import { useErrorState } from '@/i18n/errors';
import { consentsQuery } from '@/ipc/consents';
import { useRights } from '@/ipc/rights';
import { ConsentForm } from './ConsentForm';
import { ConsentLine } from './ConsentLine';
import classes from './consent.module.css';

type ConsentSectionProps = { parent: ParentRef; files: Attachment[]; readOnly: boolean };

/** On which ground a person may be reached: what counts now, and everything that was ever said. */
export function ConsentSection({ parent, files, readOnly }: ConsentSectionProps) {
  const { t } = useTranslation('consent');
  const errorState = useErrorState();
  const rights = useRights();
  const consents = useQuery(consentsQuery(parent));
  const [stating, setStating] = useState<Consent | 'new' | null>(null);
  const [whole, setWhole] = useState(false);
  const mayState = !readOnly && rights.may('privacy', 'create');
  const close = () => setStating(null);
  if (consents.isError) {
    return (
      <Section title={t('title')}>
        <ErrorState {...errorState(consents.error)} onRetry={() => void consents.refetch()} />
      </Section>
    );
  }
  const { current = [], history = [] } = consents.data ?? {};
  const form = (said: Consent | null) => (
    <ConsentForm parent={parent} files={files} said={said} onDone={close} />
  );
  return (
    <Section
      title={t('title')}
      action={
        mayState && (
          <ActionIcon aria-label={t('add')} onClick={() => setStating('new')}>
            <IconPlus size={16} />
          </ActionIcon>
        )
      }
    >
      {consents.isSuccess && current.length === 0 && stating !== 'new' && (
        <p className={classes.none}>{t('none')}</p>
      )}
      <ul className={classes.list}>
        {(whole ? history : current).map((said) =>
          stating !== 'new' && stating?.id === said.id ? (
            <li key={said.id}>{form(said)}</li>
          ) : (
            <li key={said.id} className={classes.item}>
              <ConsentLine said={said} />
              {mayState && !whole && (
                <ActionIcon
                  className={classes.action}
                  aria-label={t('restate', {
                    channel: t(`channel.${said.channel}`),
                    purpose: t(`purpose.${said.purpose}`),
                  })}
                  onClick={() => setStating(said)}
                >
                  <IconPencil size={15} />
                </ActionIcon>
              )}
            </li>
          ),
        )}
      </ul>
      {history.length > current.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(!whole)}>
          {whole ? t('now') : t('history', { count: history.length })}
        </Button>
      )}
      {stating === 'new' && form(null)}
    </Section>
  );
}
