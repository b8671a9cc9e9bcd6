import { useNavigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAreas } from '@/app/areas';
import { walkPanes } from '@/app/panes';
import { useUndo } from '@/app/use-undo';
import { useCommands } from '@/components/Commands/Commands';
import type { Command } from '@/components/Commands/registry';
import { useLeave } from '@/features/workspace/use-leave';
import { i18n } from '@/i18n';
import { useSignsIn } from '@/ipc/access';
import { api } from '@/ipc/api';
import { useLockNow } from '@/ipc/lock';
import { usePreferences, useSetPreferences } from '@/ipc/preferences';
import { useWorkspace } from '@/ipc/workspace';

type Layers = { openPalette: () => void; openKeySheet: () => void; closeWorkspace: () => void };

/** What can be done everywhere in an open workspace. */
export function useGlobalCommands({ openPalette, openKeySheet, closeWorkspace }: Layers): void {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { history } = useRouter();
  const undo = useUndo();
  const { language, theme, railFolded } = usePreferences();
  const setPreferences = useSetPreferences();
  const canLock = useWorkspace()?.canLock ?? false;
  const signsIn = useSignsIn();
  const lock = useLockNow();
  const leave = useLeave();
  const areas = useAreas();

  const go = t('group.go');
  const view = t('group.view');
  const general = t('group.general');
  const other = i18n.getFixedT(language === 'zh-CN' ? 'en' : 'zh-CN', 'shell');

  const goes: Command[] = areas.map(({ id, to, keys }) => ({
    id: `go.${id}`,
    label: t('goTo', { area: t(`area.${id}`) }),
    keywords: other(`area.${id}`),
    group: go,
    keys,
    run: () => void navigate({ to }),
  }));

  useCommands([
    ...goes,
    {
      id: 'palette.open',
      label: t('openPalette'),
      group: general,
      keys: 'mod+k',
      palette: false,
      run: openPalette,
    },
    { id: 'keys.show', label: t('showKeys'), group: general, keys: '?', run: openKeySheet },
    {
      id: 'undo',
      label: t('undo.undo'),
      keywords: 'undo 撤销',
      group: general,
      keys: 'mod+z',
      outsideFields: true,
      run: () => void undo('undo'),
    },
    {
      id: 'redo',
      label: t('undo.redo'),
      keywords: 'redo 重做',
      group: general,
      keys: 'mod+shift+z, mod+y',
      outsideFields: true,
      run: () => void undo('redo'),
    },
    {
      id: 'go.back',
      label: t('back'),
      group: go,
      keys: 'alt+left',
      palette: false,
      outsideFields: true,
      run: () => history.back(),
    },
    {
      id: 'go.forward',
      label: t('forward'),
      group: go,
      keys: 'alt+right',
      palette: false,
      outsideFields: true,
      run: () => history.forward(),
    },
    {
      id: 'rail.toggle',
      label: railFolded ? t('unfoldRail') : t('foldRail'),
      group: view,
      keys: 'mod+\\',
      run: () => setPreferences({ railFolded: !railFolded }),
    },
    {
      id: 'pane.next',
      label: t('nextPane'),
      group: view,
      keys: 'f6',
      palette: false,
      run: () => walkPanes(1),
    },
    {
      id: 'pane.previous',
      label: t('previousPane'),
      group: view,
      keys: 'shift+f6',
      palette: false,
      run: () => walkPanes(-1),
    },
    {
      id: 'theme.toggle',
      label: theme === 'dark' ? t('lightTheme') : t('darkTheme'),
      keywords: 'theme dark light 主题 深色 浅色',
      group: view,
      run: () => setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' }),
    },
    {
      id: 'language.toggle',
      label: t('otherLanguage'),
      keywords: 'language 语言 english 中文',
      group: view,
      run: () => setPreferences({ language: language === 'zh-CN' ? 'en' : 'zh-CN' }),
    },
    {
      id: 'workspace.lock',
      label: t('lock'),
      keywords: 'lock away 锁定 离开',
      group: general,
      keys: 'mod+shift+l',
      inDialogs: true,
      enabled: canLock,
      run: () => void lock(),
    },
    {
      id: 'person.leave',
      label: t('signOut'),
      keywords: 'sign out log out switch user 退出 登出 注销 切换用户',
      group: general,
      enabled: signsIn,
      run: () => void leave(api.signOut),
    },
    {
      id: 'workspace.close',
      label: t('closeWorkspace'),
      keywords: 'close switch workspace 工作区 关闭 切换',
      group: general,
      run: closeWorkspace,
    },
  ]);
}
