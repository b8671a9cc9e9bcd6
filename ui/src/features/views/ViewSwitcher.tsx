import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconLock, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '@/bindings';
import { useRights } from '@/ipc/rights';
import { NameView } from './NameView';
import { useViewActions } from './use-view-actions';
import classes from './Views.module.css';

type Props = {
  entity: 'customer' | 'contact';
  views: readonly SavedView[];
  view: SavedView | null;
  /** What the list is called when no view is chosen. */
  title: string;
  dirty: boolean;
  definition: SavedView['definition'];
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onChoose: (id: string | null) => void;
  onReset: () => void;
};

type Asking = 'new' | 'rename' | null;

/** The name of the view on screen, the others, and what can be done with it. */
export function ViewSwitcher(props: Props) {
  const { entity, views, view, title, dirty, definition, onChoose, onReset } = props;
  const { t } = useTranslation('views');
  const [asking, setAsking] = useState<Asking>(null);
  const actions = useViewActions(entity);
  const name = view?.name ?? title;
  const rights = useRights();
  const own = view?.mine ?? false;
  const edits = own && rights.may('views', 'edit');

  function section(label: string, mine: boolean) {
    const some = views.filter((candidate) => candidate.mine === mine);
    if (some.length === 0) return null;
    return (
      <>
        <Menu.Label>{label}</Menu.Label>
        {some.map((candidate) => (
          <Menu.Item
            key={candidate.id}
            leftSection={
              candidate.shared ? (
                <IconUsers size={14} aria-hidden />
              ) : (
                <IconLock size={14} aria-hidden />
              )
            }
            aria-current={candidate.id === view?.id ? 'true' : undefined}
            className={classes.item}
            onClick={() => onChoose(candidate.id)}
          >
            {candidate.name}
          </Menu.Item>
        ))}
      </>
    );
  }

  return (
    <>
      <Menu opened={props.opened} onChange={props.onOpened} position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            className={classes.switcher}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={t('switcher', { name: dirty ? `${name} (${t('unsaved')})` : name })}
          >
            {name}
            {dirty && (
              <span className={classes.dot} title={t('unsaved')} aria-hidden>
                •
              </span>
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={480} className={classes.menu}>
          <Menu.Item className={classes.item} onClick={() => onChoose(null)}>
            {t(`all.${entity}`)}
          </Menu.Item>
          {section(t('mine'), true)}
          {section(t('shared'), false)}
          <Menu.Divider />
          {view && edits && (
            <Menu.Item disabled={!dirty} onClick={() => void actions.save(view, definition)}>
              {t('save')}
            </Menu.Item>
          )}
          {rights.may('views', 'create') && (
            <Menu.Item onClick={() => setAsking('new')}>{t('saveAs')}</Menu.Item>
          )}
          <Menu.Item disabled={!dirty} onClick={onReset}>
            {t('reset')}
          </Menu.Item>
          {view && edits && (
            <>
              <Menu.Item onClick={() => setAsking('rename')}>{t('rename')}</Menu.Item>
              <Menu.Item onClick={() => void actions.share(view, !view.shared)}>
                {view.shared ? t('unshare') : t('share')}
              </Menu.Item>
            </>
          )}
          {view && own && rights.may('views', 'delete') && (
            <Menu.Item
              onClick={() => void actions.remove(view).then((gone) => gone && onChoose(null))}
            >
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'new' && (
        <NameView
          title={t('saveTitle')}
          initial={{ name: view || title === t(`all.${entity}`) ? '' : title, shared: false }}
          onSave={async (given) => onChoose((await actions.create(given, definition)).id)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'rename' && view && (
        <NameView
          title={t('renameTitle')}
          initial={{ name: view.name, shared: view.shared }}
          onSave={(given) => actions.rename(view, given)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
