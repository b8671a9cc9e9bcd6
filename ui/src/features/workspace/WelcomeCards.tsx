import { UnstyledButton } from '@mantine/core';
import { IconFileImport, IconFlask, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Workspace.module.css';

export type Start = 'empty' | 'import' | 'demo';

const CARDS = [
  { start: 'empty', icon: IconPlus },
  { start: 'import', icon: IconFileImport },
  { start: 'demo', icon: IconFlask },
] as const;

/** Three ways to begin. */
export function WelcomeCards({ onChoose }: { onChoose: (start: Start) => void }) {
  const { t } = useTranslation('welcome');
  return (
    <div className={classes.cards}>
      {CARDS.map(({ start, icon: Icon }) => (
        <UnstyledButton key={start} className={classes.card} onClick={() => onChoose(start)}>
          <span className={classes.cardIcon}>
            <Icon size={22} stroke={1.6} aria-hidden="true" />
          </span>
          <span className={classes.cardTitle}>{t(`card.${start}.title`)}</span>
          <span className={classes.cardHint}>{t(`card.${start}.hint`)}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
