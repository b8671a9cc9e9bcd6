import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommands } from '@/components/Commands/Commands';

export type RecordTab = 'overview' | 'purchases' | 'notes' | 'files' | 'history';

/** The tabs of a record: the open one stands in the URL, `1`, `2` … open them. */
export function useRecordTabs(tabs: readonly RecordTab[], asked: string | undefined) {
  const { t } = useTranslation('record');
  const navigate = useNavigate();
  const tab = tabs.find((known) => known === asked) ?? tabs[0] ?? 'overview';
  const open = (next: RecordTab) =>
    void navigate({ to: '.', search: { tab: next }, replace: true });
  useCommands(
    tabs.map((name, at) => ({
      id: `record.tab.${name}`,
      label: t('openTab', { tab: t(`tab.${name}`) }),
      group: t('group'),
      keys: name === 'notes' ? `${at + 1}, m` : String(at + 1),
      run: () => open(name),
    })),
  );
  return { tab, open };
}
