import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export type ListState = 'live' | 'archived' | 'deleted';

type Props = {
  states: readonly ListState[];
  value: ListState;
  onChange: (state: ListState) => void;
};

/** In use, archived, or in the trash. */
export function StateMenu({ states, value, onChange }: Props) {
  const { t } = useTranslation('views');
  return (
    <Select
      w={112}
      aria-label={t('stateLabel')}
      data={states.map((state) => ({ value: state, label: t(`state.${state}`) }))}
      value={value}
      onChange={(state) => state && onChange(state as ListState)}
      allowDeselect={false}
      variant="unstyled"
    />
  );
}
