import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridHandle } from '@/components/DataGrid/types';
import { useFormat } from '@/i18n/format';
import { setPastedTable } from '@/pages/import/pasted-table';
import { pastedRows } from './pasted-rows';

/** Rows pasted into a list are offered to the import. */
export function usePastedRows<R>(
  grid: RefObject<GridHandle<R> | null>,
  target: 'customers' | 'contacts',
  enabled: boolean,
): void {
  const { t } = useTranslation(['lists', 'common']);
  const format = useFormat();
  const navigate = useNavigate();
  const offer = (text: string, count: number) =>
    modals.openConfirmModal({
      title: t('lists:pasted.title', { count, rows: format.number(count) }),
      children: <Text>{t('lists:pasted.hint')}</Text>,
      labels: { confirm: t('lists:pasted.go'), cancel: t('common:cancel') },
      onConfirm: () => {
        setPastedTable(text);
        void navigate({ to: '/import', search: { target } });
      },
    });
  const latest = useRef(offer);
  latest.current = offer;

  useEffect(() => {
    if (!enabled) return;
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const rows = pastedRows(text);
      const inList = document.activeElement === document.body || grid.current?.hasFocus();
      if (rows === null || !inList) return;
      event.preventDefault();
      latest.current(text, rows);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [grid, enabled]);
}
