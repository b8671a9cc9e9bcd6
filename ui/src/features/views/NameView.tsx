import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog/Dialog';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';

export type ViewName = { name: string; shared: boolean };

type Props = {
  title: string;
  initial: ViewName;
  onSave: (view: ViewName) => Promise<void>;
  onClose: () => void;
};

/** Asks what a view is called and who sees it. */
export function NameView({ title, initial, onSave, onClose }: Props) {
  const { t } = useTranslation(['views', 'common']);
  const [view, setView] = useState(initial);
  const [failure, setFailure] = useState<unknown>(null);
  const fieldText = useFieldText();
  const errorText = useErrorText();

  async function save(event: FormEvent) {
    event.preventDefault();
    try {
      await onSave(view);
      onClose();
    } catch (thrown) {
      setFailure(thrown);
    }
  }

  const wrong = fieldErrors(failure).name;
  return (
    <Dialog opened onClose={onClose} title={title} size={420}>
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            data-autofocus
            required
            label={t('views:name')}
            value={view.name}
            maxLength={200}
            error={failure ? (wrong ? fieldText(wrong) : errorText(failure).title) : undefined}
            onChange={(event) => setView({ ...view, name: event.currentTarget.value })}
          />
          <Checkbox
            label={t('views:sharedLabel')}
            description={t('views:sharedHint')}
            checked={view.shared}
            onChange={(event) => setView({ ...view, shared: event.currentTarget.checked })}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit">{t('common:save')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
