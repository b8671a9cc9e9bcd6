import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { KeySheet } from '@/features/help/KeySheet';
import { SupportPanel } from '@/features/help/SupportPanel';
import classes from './HelpPage.module.css';

export function HelpPage() {
  const { t } = useTranslation(['shell', 'help']);
  return (
    <PageFrame title={t('shell:area.help')}>
      <div className={classes.column}>
        <SupportPanel />
        <h2 className={classes.heading}>{t('help:keys')}</h2>
        <KeySheet />
      </div>
    </PageFrame>
  );
}
