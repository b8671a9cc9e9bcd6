import { Button, Group, Menu } from '@mantine/core';
import { IconEraser, IconFileExport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageFormat, ParentRef } from '@/bindings';
import { FieldText } from '@/components/Display/FieldText';
import { Section } from '@/components/Section/Section';
import { useErrorText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import { useRights } from '@/ipc/rights';
import { EraseDialog } from './EraseDialog';

type PersonRightsProps = { parent: ParentRef; name: string; readOnly: boolean };

/** What a person may ask of whoever keeps data on them: to see everything, and to be forgotten. */
export function PersonRights({ parent, name, readOnly }: PersonRightsProps) {
  const { t } = useTranslation('privacy');
  const errorText = useErrorText();
  const rights = useRights();
  const [erasing, setErasing] = useState(false);
  const report = useMutation({
    mutationFn: (format: PageFormat) =>
      api.exportSubjectReport(parent, t('reportFile', { name }), format),
  });
  const mayReport = rights.may('privacy', 'export');
  const mayErase = !readOnly && rights.may('privacy', 'delete');
  if (!mayReport && !mayErase) return null;
  return (
    <Section title={t('person.title')}>
      <Group gap="xs">
        {mayReport && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconFileExport size={15} />}
                loading={report.isPending}
              >
                {t('person.report')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => report.mutate('html')}>{t('format.html')}</Menu.Item>
              <Menu.Item onClick={() => report.mutate('json')}>{t('format.json')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        {mayErase && (
          <Button
            variant="default"
            size="compact-sm"
            color="red"
            leftSection={<IconEraser size={15} />}
            onClick={() => setErasing(true)}
          >
            {t('person.erase')}
          </Button>
        )}
      </Group>
      {report.isError && <FieldText text={errorText(report.error).title} />}
      {erasing && <EraseDialog parent={parent} onClose={() => setErasing(false)} />}
    </Section>
  );
}
