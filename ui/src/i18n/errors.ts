import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandError, FieldError } from '@/bindings';
import { useRuleText } from './rights';

/** What to tell a person about a failure. `incident` only for faults of ours. */
export type ErrorText = { title: string; hint: string; incident: string | null };

/** The typed error inside whatever was thrown; a stray exception of the page is a fault of ours. */
export function commandError(failure: unknown): CommandError {
  if (typeof failure === 'object' && failure !== null && 'error' in failure) {
    const { error } = failure;
    if (typeof error === 'object' && error !== null && 'kind' in error) {
      return error as CommandError;
    }
  }
  return { kind: 'internal', incident: 'UI' };
}

/** The bad fields of a refused draft by name; empty for any other failure. */
export function fieldErrors(failure: unknown): Record<string, FieldError> {
  const error = commandError(failure);
  if (error.kind !== 'invalid') return {};
  return Object.fromEntries(error.fields.map((field) => [field.field, field]));
}

/** The sentence under a field, in the language on screen. */
export function useFieldText(): (error: FieldError) => string {
  const { t } = useTranslation('errors');
  return useCallback(
    ({ code, data }: FieldError) => t([`field.${code}`, 'field.invalid'], data),
    [t],
  );
}

/** Title and hint for a failure, in the language on screen. */
export function useErrorText(): (failure: unknown) => ErrorText {
  const { t } = useTranslation('errors');
  const ruleText = useRuleText();
  return useCallback(
    (failure: unknown) => {
      const error = commandError(failure);
      const title = (data?: Record<string, string>) => t(`kind.${error.kind}.title`, data ?? {});
      const hint = (data?: Record<string, string>) => t(`kind.${error.kind}.hint`, data ?? {});
      switch (error.kind) {
        case 'conflict':
          return {
            title: title(),
            hint: t([`conflict.${error.what}`, 'kind.conflict.hint']),
            incident: null,
          };
        case 'not_found': {
          const what = t([`what.${error.what}`, 'what.record']);
          return { title: title({ what }), hint: hint(), incident: null };
        }
        case 'forbidden': {
          const { part, right, field } = ruleText(error.action);
          return { title: t(`forbidden.${part}`, { right, field }), hint: hint(), incident: null };
        }
        case 'schema_too_new':
          return {
            title: title(),
            hint: hint({ found: error.found, known: error.known }),
            incident: null,
          };
        case 'too_many_tries':
          return { title: title(), hint: hint({ seconds: String(error.seconds) }), incident: null };
        case 'file':
          return {
            title: title(),
            hint: t([`file.${error.code}`, 'kind.file.hint'], error.data),
            incident: null,
          };
        case 'internal':
          return { title: title(), hint: hint(), incident: error.incident };
        default:
          return { title: title(), hint: hint(), incident: null };
      }
    },
    [t, ruleText],
  );
}

/** Everything an ErrorState needs: `<ErrorState {...errorState(failure)} onRetry={…} />`. */
export function useErrorState() {
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  return (failure: unknown) => ({
    ...errorText(failure),
    words: { retry: t('retry'), copyCode: t('copyCode'), copied: t('copied') },
  });
}
