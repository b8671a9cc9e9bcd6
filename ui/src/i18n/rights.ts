import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** What of a rule was not met: the action as such, the action on this row, or a field. */
export type Part = 'action' | 'rows' | 'field';

/** The rule by which something was refused, `customers.edit.rows`, in words. */
export type RuleText = { part: Part; right: string; field: string };

/** Reads a rule of the core in the language on screen. */
export function useRuleText(): (rule: string) => RuleText {
  const { t } = useTranslation('rights');
  return useCallback(
    (rule: string) => {
      const [object = '', action = '', rest] = rule.split('.');
      const right = t('named', {
        object: t(`object.${object}`, { defaultValue: object }),
        action: t(`action.${action}`, { defaultValue: action }),
      });
      if (rest === undefined) return { part: 'action', right, field: '' };
      if (rest === 'rows') return { part: 'rows', right, field: '' };
      return { part: 'field', right, field: t(`field.${rest}`, { defaultValue: rest }) };
    },
    [t],
  );
}

/** The words of looking behind a mask. */
export function useRevealWords() {
  const { t } = useTranslation('rights');
  return {
    show: (value: string) => t('reveal.show', { value }),
    hide: (value: string) => t('reveal.hide', { value }),
    today: (count: number | undefined) =>
      count === undefined ? undefined : t('reveal.today', { count }),
  };
}
