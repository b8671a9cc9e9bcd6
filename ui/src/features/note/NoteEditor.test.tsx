import { pretendCore } from '@test/core';
import { show } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { NoteEditor } from './NoteEditor';

const RECORD = { kind: 'customer', id: 'k1' } as const;

const commit = () => vi.fn(async (_: string | null): Promise<string | null> => null);

test('what is typed is kept until it is saved', async () => {
  const calls = pretendCore();
  const save = commit();
  const user = await show(
    <NoteEditor record={RECORD} note={null} readOnly={false} commit={save} />,
  );
  await user.type(screen.getByRole('textbox', { name: 'Notes' }), 'half');
  const kept = { record: RECORD, field: 'note', text: 'half' };
  await waitFor(() => expect(calls).toHaveBeenCalledWith('keep_draft', kept));
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(save).toHaveBeenCalledWith('half'));
  await waitFor(() =>
    expect(calls).toHaveBeenLastCalledWith('keep_draft', { ...kept, text: null }),
  );
});

test('what a former run was closed over is offered, and saved or discarded', async () => {
  const calls = pretendCore({ draft: () => ({ text: 'left over', at: 1_768_464_000_000 }) });
  const save = commit();
  const user = await show(<NoteEditor record={RECORD} note="old" readOnly={false} commit={save} />);
  expect(await screen.findByText(/^Not saved yet: what you typed on Jan 15, 2026/)).toBeTruthy();
  const field = screen.getByRole('textbox', { name: 'Notes' }) as HTMLTextAreaElement;
  expect(field.value).toBe('left over');
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(field.value).toBe('old');
  expect(save).not.toHaveBeenCalled();
  expect(calls).toHaveBeenCalledWith('keep_draft', { record: RECORD, field: 'note', text: null });
});

test('a draft that says what the note says is no news', async () => {
  pretendCore({ draft: () => ({ text: 'old', at: 0 }) });
  await show(<NoteEditor record={RECORD} note="old" readOnly={false} commit={commit()} />);
  await waitFor(() => expect(screen.queryByText(/^Not saved yet/)).toBeNull());
});
