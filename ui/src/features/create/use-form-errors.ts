import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { FieldError } from '@/bindings';
import { commandError, useFieldText } from '@/i18n/errors';

/**
 * Puts what Rust said about a draft beside the fields, and the focus into the first of them.
 * A control is found by its `data-field`; what belongs to no control on screen is `loose`.
 */
export function useFormErrors(form: RefObject<HTMLFormElement | null>) {
  const [failure, setFailure] = useState<unknown>(null);
  const [wrong, setWrong] = useState<readonly FieldError[]>([]);
  const [shown, setShown] = useState<readonly string[]>([]);
  const fieldText = useFieldText();

  useEffect(() => {
    if (wrong.length === 0) return;
    const controls = [...(form.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])];
    setShown(controls.map((control) => control.dataset.field ?? ''));
    const isWrong = (control: HTMLElement) =>
      wrong.some(({ field }) => field === control.dataset.field);
    controls.find(isWrong)?.focus();
  }, [wrong, form]);

  const show = useCallback(
    (thrown: unknown, nameOf: (field: string) => string = (field) => field) => {
      const error = commandError(thrown);
      const fields = error.kind === 'invalid' ? error.fields : [];
      setWrong(fields.map((entry) => ({ ...entry, field: nameOf(entry.field) })));
      setFailure(error.kind === 'invalid' ? null : thrown);
    },
    [],
  );

  return {
    /** A failure that is not about any field. */
    failure,
    /** Sentences about what the form does not show. */
    loose: wrong.filter(({ field }) => !shown.includes(field)).map(fieldText),
    show,
    /** The sentence under a field. */
    of: (field: string): string | null => {
      const entry = wrong.find((candidate) => candidate.field === field);
      return entry ? fieldText(entry) : null;
    },
    /** What was changed is no longer wrong until it is sent again. */
    forget: (field: string) =>
      setWrong((now) => {
        const left = now.filter((entry) => !entry.field.startsWith(field));
        return left.length === now.length ? now : left;
      }),
  };
}
