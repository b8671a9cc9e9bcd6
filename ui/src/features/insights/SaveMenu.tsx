import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconPhoto, IconTable } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureOf } from '@/components/Chart/picture';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import type { Figures } from './figures';

type Props = {
  title: string;
  figures: Figures;
  /** Where the drawing stands; empty while the table is shown. */
  drawing: RefObject<HTMLDivElement | null>;
  /** A drawing is on screen. */
  drawn: boolean;
};

/** A card's figures as a file: the table, or the picture as it stands. */
export function SaveMenu({ title, figures, drawing, drawn }: Props) {
  const { t } = useTranslation('insights');
  const errorText = useErrorText();
  const exports = useRights().may('customers', 'export');
  const save = useMutation({
    mutationFn: async (what: 'csv' | 'png') => {
      if (what === 'csv') {
        const head = figures.columns.map(({ label }) => label);
        return api.exportTable(title, [head, ...figures.rows.map(({ cells }) => [...cells])]);
      }
      const svg = drawing.current?.querySelector('svg');
      if (!svg) return false;
      const { backgroundColor } = getComputedStyle(svg.closest('section') ?? document.body);
      return api.exportPicture(title, await pictureOf(svg, backgroundColor));
    },
    onSuccess: (saved) => {
      if (saved) notifications.show({ role: 'status', message: t('saved', { title }) });
    },
    onError: (failure) => {
      const { title: what, hint } = errorText(failure);
      notifications.show({ role: 'alert', color: 'red', title: what, message: hint });
    },
  });
  if (!exports) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('saveOf', { title })} loading={save.isPending}>
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTable size={16} />} onClick={() => save.mutate('csv')}>
          {t('saveCsv')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhoto size={16} />}
          disabled={!drawn}
          onClick={() => save.mutate('png')}
        >
          {t('savePng')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
