import { MantineProvider, mergeThemeOverrides, useComputedColorScheme } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import 'dayjs/locale/zh-cn';
import { CommandsProvider } from '@/components/Commands/Commands';
import { LANGUAGES, learn, speak } from '@/i18n';
import { ZoneContext } from '@/i18n/format';
import { invalidate, onDataChanged } from '@/ipc/changes';
import { usePreferences } from '@/ipc/preferences';
import { styleNonce } from '@/styles/nonce';
import { cssVariables, namedCrosses, themeFor } from '@/styles/theme';
import { stopBrowserKeys } from './browser-keys';
import { createAppRouter } from './router';

/** Language, theme, density, keyboard and fresh data, for everything below. */
export function Providers() {
  const { language, theme, density, accent, zone, singleKeys, firstDayMonday } = usePreferences();
  const client = useQueryClient();
  const { t } = useTranslation('common');
  const [router] = useState(createAppRouter);
  const mantine = useMemo(
    () =>
      mergeThemeOverrides(
        themeFor(accent, density),
        namedCrosses({ close: t('close'), clear: t('clear') }),
      ),
    [accent, density, t],
  );

  useEffect(() => {
    void speak(language).then(() => Promise.all(LANGUAGES.map(learn)));
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => onDataChanged((change) => invalidate(client, change)), [client]);
  useEffect(() => (import.meta.env.PROD ? stopBrowserKeys(window) : undefined), []);

  return (
    <MantineProvider
      theme={mantine}
      defaultColorScheme="auto"
      forceColorScheme={theme === 'system' ? undefined : theme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
    >
      <GridScheme />
      <ZoneContext value={zone}>
        <DatesProvider
          settings={{
            locale: language === 'zh-CN' ? 'zh-cn' : 'en',
            firstDayOfWeek: firstDayMonday ? 1 : 0,
          }}
        >
          <CommandsProvider singleKeys={singleKeys}>
            <ModalsProvider labels={{ confirm: t('done'), cancel: t('cancel') }}>
              <RouterProvider router={router} />
              <Notifications position="bottom-center" autoClose={8000} limit={3} mb="lg" />
            </ModalsProvider>
          </CommandsProvider>
        </DatesProvider>
      </ZoneContext>
    </MantineProvider>
  );
}

/** Tells AG Grid, whose theme hangs on an attribute of its own, which scheme is on. */
function GridScheme() {
  const scheme = useComputedColorScheme();
  useEffect(() => {
    document.documentElement.dataset.agThemeMode = scheme;
  }, [scheme]);
  return null;
}
