import { Cascader } from '@mantine/core';
import { useMemo } from 'react';
import { type Division, divisionTree } from './divisions';

export type DivisionValue = {
  division: string | null;
  province: string | null;
  city: string | null;
  district: string | null;
};

type Props = {
  value: string | null;
  onChange: (value: DivisionValue) => void;
  divisions: readonly Division[];
  words: { division: string; chooseDivision: string };
  error?: string;
};

/** Beijing, Tianjin, Shanghai, Chongqing: a province and a city at once. */
const MUNICIPALITIES = ['11', '12', '31', '50'];

/** Province, city, district in one box, by columns or by typing a part of any name. */
export function DivisionField({ value, onChange, divisions, words, error }: Props) {
  const tree = useMemo(() => divisionTree(divisions), [divisions]);

  function choose(codes: string[] | null) {
    const code = codes?.at(-1) ?? null;
    const steps = tree.path(code);
    const [province, second, third] = steps.map((step) => step.name);
    const direct = MUNICIPALITIES.includes(steps[0]?.code.slice(0, 2) ?? '');
    onChange({
      division: code,
      province: province ?? null,
      city: (direct ? province : second) ?? null,
      district: (direct ? second : third) ?? null,
    });
  }

  return (
    <Cascader
      label={words.division}
      placeholder={words.chooseDivision}
      data={tree.options}
      value={tree.path(value).map((step) => step.code)}
      onChange={choose}
      separator=" / "
      error={error}
      searchable
      changeOnSelect
      clearable
    />
  );
}
