import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '@/bindings';
import { type Choice, Choose } from '@/components/Choose/Choose';
import { DateEditor } from '@/components/DataGrid/DateEditor';
import type { CellEdit } from '@/components/DataGrid/types';
import { useFormat } from '@/i18n/format';
import { instantOf } from '@/i18n/moment';
import { suggestionsQuery } from '@/ipc/lookups';

/** The value that stands for "nothing" among the options; no id and no word looks like it. */
const NOTHING = '\u0000';

type ListProps = {
  label: string;
  options: readonly Choice[];
  value: string | null;
  /** Offers to empty the field, under this name. */
  none?: string;
  edit: CellEdit;
};

export function ListEditor({ label, options, value, none, edit }: ListProps) {
  const { t } = useTranslation('common');
  const all = none ? [...options, { value: NOTHING, label: none }] : options;
  return (
    <Choose
      label={label}
      options={all}
      selected={[value ?? NOTHING]}
      nothing={t('nothingFound')}
      error={edit.error}
      onStep={edit.move}
      onPick={(picked, step) => edit.commit(picked === NOTHING ? null : picked, step)}
    />
  );
}

type SuggestProps = {
  label: string;
  field: 'industry' | 'source';
  value: string | null;
  edit: CellEdit;
};

/** Free text with what others already wrote: one spelling of an industry instead of three. */
export function SuggestEditor({ label, field, value, edit }: SuggestProps) {
  const { t } = useTranslation(['customers', 'common']);
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 100);
  const { data: found = [] } = useQuery(suggestionsQuery('customer', field, asked));
  const options: Choice[] = found.map((word) => ({ value: word, label: word }));
  if (value !== null && asked === '') options.push({ value: NOTHING, label: t('common:none') });
  return (
    <Choose
      label={label}
      options={options}
      selected={value === null ? [] : [value]}
      nothing={t('common:nothingFound')}
      free={(word) => t('useWord', { word })}
      onSearch={setText}
      error={edit.error}
      onStep={edit.move}
      onPick={(picked, step) => edit.commit(picked === NOTHING ? null : picked, step)}
    />
  );
}

type DateProps = { label: string; value: Instant | null; edit: CellEdit };

/** The hour at which a day's contacts begin. */
const MORNING = '09:00:00';

export function ContactDateEditor({ label, value, edit }: DateProps) {
  const { t } = useTranslation('common');
  const f = useFormat();
  return (
    <DateEditor
      label={label}
      value={value === null ? '' : f.civilDate(value)}
      words={{ clear: t('clear') }}
      edit={edit}
      onCommit={(date, step) =>
        edit.commit(date && String(instantOf(`${date} ${MORNING}`, f.zone)), step)
      }
    />
  );
}
