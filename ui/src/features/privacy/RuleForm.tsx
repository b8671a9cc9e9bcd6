import { Button, NumberInput, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionDraft } from '@/bindings';
import { FailureNote } from '@/components/States/FailureNote';
import { fieldErrors, useErrorText, useFieldText } from '@/i18n/errors';
import { api } from '@/ipc/api';
import classes from './privacy.module.css';

const START: RetentionDraft = {
  object: 'customers',
  condition: 'inactive',
  months: 36,
  action: 'archive',
};

const OBJECTS = ['customers', 'contacts'] as const;
const CONDITIONS = ['inactive', 'archived', 'lost'] as const;
const ACTIONS = ['archive', 'erase'] as const;

/** What is archived is not archived again, and contacts are never lost. */
function makesSense({ object, condition, action }: RetentionDraft): boolean {
  return (
    !(condition === 'archived' && action === 'archive') &&
    !(condition === 'lost' && object === 'contacts')
  );
}

export function RuleForm() {
  const { t } = useTranslation(['privacy', 'common']);
  const errorText = useErrorText();
  const fieldText = useFieldText();
  const [draft, setDraft] = useState(START);
  const save = useMutation({
    mutationFn: () => api.saveRetentionRule(draft),
    onSuccess: () => setDraft(START),
  });
  const wrong = fieldErrors(save.error);
  const choice = <F extends 'object' | 'condition' | 'action'>(
    field: F,
    options: readonly RetentionDraft[F][],
  ) => (
    <Select
      className={classes.grow}
      label={t(`privacy:rules.${field}`)}
      data={options
        .filter((option) => field === 'object' || makesSense({ ...draft, [field]: option }))
        .map((value) => ({ value, label: t(`privacy:${field}.${value}`) }))}
      value={draft[field]}
      allowDeselect={false}
      error={wrong[field] && fieldText(wrong[field])}
      onChange={(value) => {
        const chosen = options.find((option) => option === value);
        if (chosen === undefined) return;
        const next = { ...draft, [field]: chosen };
        setDraft(makesSense(next) ? next : { ...next, condition: 'inactive' });
      }}
    />
  );
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {choice('object', OBJECTS)}
      {choice('condition', CONDITIONS)}
      <NumberInput
        className={classes.grow}
        label={t('privacy:rules.months')}
        min={1}
        max={600}
        allowDecimal={false}
        value={draft.months}
        error={wrong.months && fieldText(wrong.months)}
        onChange={(value) => setDraft({ ...draft, months: typeof value === 'number' ? value : 0 })}
      />
      {choice('action', ACTIONS)}
      <Button type="submit" loading={save.isPending}>
        {t('common:add')}
      </Button>
      {save.error && Object.keys(wrong).length === 0 && <FailureNote {...errorText(save.error)} />}
    </form>
  );
}
