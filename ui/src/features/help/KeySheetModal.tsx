import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeySheet } from './KeySheet';

export function KeySheetModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('help');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <KeySheet />
    </Modal>
  );
}
