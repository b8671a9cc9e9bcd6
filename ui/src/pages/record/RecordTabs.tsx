import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './RecordTabs.module.css';
import type { RecordTab } from './tabs';

type RecordTabsProps = {
  tabs: readonly { name: RecordTab; count?: number; content: ReactNode }[];
  /** Those of them that are for the one who looks. */
  shown: readonly RecordTab[];
  tab: RecordTab;
  onOpen: (tab: RecordTab) => void;
};

export function RecordTabs({ tabs: all, shown, tab, onOpen }: RecordTabsProps) {
  const { t } = useTranslation('record');
  const tabs = all.filter(({ name }) => shown.includes(name));
  return (
    <Tabs
      value={tab}
      onChange={(next) => next !== null && onOpen(next as RecordTab)}
      keepMounted={false}
    >
      <Tabs.List className={classes.list}>
        {tabs.map(({ name, count }) => (
          <Tabs.Tab key={name} value={name} className={classes.tab}>
            {t(`tab.${name}`)}
            {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name} className={classes.panel}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
