import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditFlaw } from '@/bindings';
import classes from './audit.module.css';

const SHOWN = 50;

type CheckLogProps = { flaws: readonly AuditFlaw[]; onClose: () => void };

/** What a look through the whole log has found. */
export function CheckLog({ flaws, onClose }: CheckLogProps) {
  const { t } = useTranslation(['audit', 'history']);
  const close = {
    withCloseButton: true,
    closeButtonLabel: t('audit:check.dismiss'),
    onClose,
    className: classes.found,
  };
  if (flaws.length === 0) {
    return (
      <Alert {...close} color="green" icon={<IconCircleCheck size={18} />} role="status">
        {t('audit:check.ok')}
      </Alert>
    );
  }
  return (
    <Alert
      {...close}
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={t('audit:check.found', { count: flaws.length })}
      role="alert"
    >
      <List>
        {flaws.slice(0, SHOWN).map((flaw) => (
          <List.Item key={`${flaw.tx}:${flaw.entry}:${flaw.problem}`}>
            {flaw.entry === null
              ? t(`audit:check.${flaw.problem}`, { tx: flaw.tx })
              : t(`audit:check.${flaw.problem}Entry`, { tx: flaw.tx, entry: flaw.entry })}
            {flaw.op !== null && (
              <span className={classes.op}>{t([`history:op.${flaw.op}`, 'history:op.other'])}</span>
            )}
          </List.Item>
        ))}
        {flaws.length > SHOWN && (
          <List.Item>{t('audit:check.more', { count: flaws.length - SHOWN })}</List.Item>
        )}
      </List>
      <Text size="sm" mt="xs">
        {t('audit:check.advice')}
      </Text>
    </Alert>
  );
}
