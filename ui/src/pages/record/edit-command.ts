import { useTranslation } from 'react-i18next';
import { useCommands } from '@/components/Commands/Commands';

/** `e` edits the value that has the focus, or else the first one that can be edited. */
export function useEditCommand(): void {
  const { t } = useTranslation('record');
  useCommands([
    {
      id: 'record.edit',
      label: t('edit'),
      group: t('group'),
      keys: 'e',
      run: () => {
        const focused = document.activeElement;
        const first = document.querySelector<HTMLElement>('[data-inline-edit]:not(:disabled)');
        const target = focused?.matches('[data-inline-edit]') ? (focused as HTMLElement) : first;
        target?.click();
      },
    },
  ]);
}
