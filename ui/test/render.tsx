import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { type ReactNode, Suspense } from 'react';
import { vi } from 'vitest';
import { App } from '@/app/App';
import { createQueryClient } from '@/app/query-client';
import { CommandsProvider } from '@/components/Commands/Commands';
import { i18n } from '@/i18n';
import { namedCrosses } from '@/styles/theme';

/** One component with all that stands above it in the app, in English. */
export async function show(element: ReactNode) {
  await i18n.changeLanguage('en');
  const user = userEvent.setup();
  const theme = namedCrosses({ close: i18n.t('common:close'), clear: i18n.t('common:clear') });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MantineProvider env="test" theme={theme}>
        <CommandsProvider>
          <Suspense>{element}</Suspense>
        </CommandsProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );
  return user;
}

/** The whole app at an address: `showApp('/settings/data')`. */
export function showApp(address = '/') {
  window.location.hash = `#${address}`;
  const user = userEvent.setup();
  render(<App />);
  return user;
}

/** happy-dom lays nothing out: a table that is told to be large draws its rows. Call it before each test. */
export function layOut(): void {
  const sizes = {
    clientHeight: 600,
    clientWidth: 1200,
    offsetHeight: 600,
    offsetWidth: 1200,
  } as const;
  for (const [property, size] of Object.entries(sizes)) {
    vi.spyOn(HTMLElement.prototype, property as keyof typeof sizes, 'get').mockReturnValue(size);
  }
}

/** What axe finds serious or critical; colours need a real browser and are looked at there. */
export async function seriousViolations(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}
