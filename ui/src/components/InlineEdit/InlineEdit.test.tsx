import { show } from '@test/render';
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { InlineDate } from './InlineDate';
import { InlineSelect } from './InlineSelect';
import { InlineText } from './InlineText';

const stored = () => vi.fn<(value: string) => Promise<string | null>>(async () => null);

const resting = (name = 'Name: Acme') => screen.getByRole('button', { name });
const field = () => screen.getByRole('textbox', { name: 'Name' });

function name(onCommit: (value: string) => Promise<string | null>) {
  return <InlineText label="Name" value="Acme" empty="Empty" onCommit={onCommit} />;
}

test('Enter stores what was typed, trimmed, and closes the field', async () => {
  const commit = stored();
  const user = await show(name(commit));
  await user.click(resting());
  await user.clear(field());
  await user.type(field(), ' Acme Ltd {Enter}');
  expect(commit).toHaveBeenCalledExactlyOnceWith('Acme Ltd');
  await waitFor(() => expect(resting()).toBeDefined());
});

test('leaving the field stores it too, once', async () => {
  const commit = stored();
  const user = await show(
    <>
      {name(commit)}
      <button type="button">elsewhere</button>
    </>,
  );
  await user.click(resting());
  await user.type(field(), ' & Sons');
  await user.click(screen.getByText('elsewhere'));
  expect(commit).toHaveBeenCalledExactlyOnceWith('Acme & Sons');
});

test('Escape puts the old value back and stores nothing', async () => {
  const commit = stored();
  const user = await show(name(commit));
  await user.click(resting());
  await user.type(field(), 'x{Escape}');
  expect(resting()).toBeDefined();
  expect(commit).not.toHaveBeenCalled();
});

test('an unchanged value is not stored', async () => {
  const commit = stored();
  const user = await show(name(commit));
  await user.click(resting());
  await user.type(field(), '{Enter}');
  expect(resting()).toBeDefined();
  expect(commit).not.toHaveBeenCalled();
});

test('a refused value stays in the open field with the reason in words', async () => {
  const commit = vi.fn(async () => 'Please fill this in');
  const user = await show(name(commit));
  await user.click(resting());
  await user.clear(field());
  await user.type(field(), '{Enter}');
  expect(await screen.findByText('Please fill this in')).toBeDefined();
  expect(field()).toHaveProperty('value', '');
  await user.type(field(), 'B');
  expect(screen.queryByText('Please fill this in')).toBeNull();
});

test('F2 opens the value that has the focus', async () => {
  const user = await show(name(stored()));
  resting().focus();
  await user.keyboard('{F2}');
  expect(field()).toBeDefined();
});

test('an empty value says so, also to those who hear it', async () => {
  await show(<InlineText label="Name" value="" empty="Empty" onCommit={stored()} />);
  expect(resting('Name: Empty').textContent).toBe('Empty');
});

test('choosing an option stores it at once', async () => {
  const commit = vi.fn<(value: string | null) => Promise<string | null>>(async () => null);
  const user = await show(
    <InlineSelect
      label="Level"
      value="B"
      options={[
        { value: 'A', label: 'A · key' },
        { value: 'B', label: 'B · important' },
      ]}
      empty="Empty"
      nothingFound="Nothing"
      onCommit={commit}
    />,
  );
  await user.click(resting('Level: B · important'));
  await user.click(await screen.findByRole('option', { name: 'A · key' }));
  expect(commit).toHaveBeenCalledExactlyOnceWith('A');
});

test('a moment is typed with its time and stored on Enter', async () => {
  const commit = vi.fn<(value: string | null) => Promise<string | null>>(async () => null);
  const user = await show(
    <InlineDate
      label="Next contact"
      withTime
      value="2026-01-05 10:00:00"
      display="Jan 5, 2026, 10:00"
      empty="Empty"
      onCommit={commit}
    />,
  );
  await user.click(resting('Next contact: Jan 5, 2026, 10:00'));
  const input = screen.getByRole('textbox', { name: 'Next contact' });
  expect(input).toHaveProperty('value', '2026-01-05 10:00');
  await user.clear(input);
  await user.type(input, '2026-02-06 14:30{Enter}');
  await waitFor(() => expect(commit).toHaveBeenCalledExactlyOnceWith('2026-02-06 14:30:00'));
});

test('a cleared date is stored as none', async () => {
  const commit = vi.fn<(value: string | null) => Promise<string | null>>(async () => null);
  const user = await show(
    <InlineDate
      label="Birthday"
      value="1988-04-12"
      display="Apr 12, 1988"
      empty="Empty"
      onCommit={commit}
    />,
  );
  await user.click(resting('Birthday: Apr 12, 1988'));
  await user.clear(screen.getByRole('textbox', { name: 'Birthday' }));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(commit).toHaveBeenCalledExactlyOnceWith(null));
});
