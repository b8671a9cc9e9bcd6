import { useRef, useState } from 'react';

/** Stores a value; answers with the words of what is wrong with it, or null when it was stored. */
export type Commit<V> = (value: V) => Promise<string | null>;

/**
 * The life of a value edited where it stands: resting, open with a draft, being stored, or open
 * again with words of what is wrong. A commit of an unchanged value only closes.
 */
export function useInlineEdit<V>(value: V, onCommit: Commit<V>) {
  const [draft, setDraft] = useState<{ value: V } | null>(null);
  // What was typed last, also within one event, before React has drawn it.
  const latest = useRef(value);
  const [error, setError] = useState<string | null>(null);
  const [storing, setStoring] = useState(false);
  // Enter commits and takes the field away; the blur that follows must not commit again.
  const settled = useRef(true);
  const resting = useRef<HTMLButtonElement>(null);

  const close = () => {
    settled.current = true;
    setDraft(null);
    setError(null);
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) resting.current?.focus();
    });
  };

  const commit = async (next: V) => {
    if (settled.current) return;
    if (Object.is(next, value)) {
      close();
      return;
    }
    settled.current = true;
    setStoring(true);
    const wrong = await onCommit(next);
    setStoring(false);
    if (wrong === null) {
      close();
    } else {
      settled.current = false;
      latest.current = next;
      setDraft({ value: next });
      setError(wrong);
    }
  };

  return {
    resting,
    editing: draft !== null,
    draft: draft === null ? value : draft.value,
    error,
    storing,
    open: () => {
      settled.current = false;
      latest.current = value;
      setError(null);
      setDraft({ value });
    },
    change: (next: V) => {
      latest.current = next;
      setError(null);
      setDraft({ value: next });
    },
    commit,
    /** For fields that report their last change together with the blur. */
    commitLatest: () => queueMicrotask(() => void commit(latest.current)),
    revert: close,
  };
}
