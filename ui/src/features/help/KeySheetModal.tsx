import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog/Dialog';
import { KeySheet } from './KeySheet';

export function KeySheetModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('help');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys')} size="xl">
      <KeySheet />
    </Dialog>
  );
}
