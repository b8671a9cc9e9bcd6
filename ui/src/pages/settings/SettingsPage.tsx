import { TextInput } from '@mantine/core';
import {
  IconDatabase,
  IconForms,
  IconInfoCircle,
  IconKeyboard,
  IconLanguage,
  IconPalette,
  IconSearch,
  IconSettings,
  IconShieldLock,
  IconTags,
  IconUserCog,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { PeopleSection } from '@/features/access/PeopleSection';
import { RolesSection } from '@/features/access/RolesSection';
import { SecuritySection } from '@/features/access/SecuritySection';
import { KeySheet } from '@/features/help/KeySheet';
import { SupportPanel } from '@/features/help/SupportPanel';
import { PrivacySection } from '@/features/privacy/PrivacySection';
import { AboutSection } from '@/features/settings/AboutSection';
import { AppearanceSection } from '@/features/settings/AppearanceSection';
import { DataSection } from '@/features/settings/DataSection';
import { FieldsSection } from '@/features/settings/FieldsSection';
import { GeneralSection } from '@/features/settings/GeneralSection';
import { LanguageSection } from '@/features/settings/LanguageSection';
import { ShortcutsSection } from '@/features/settings/ShortcutsSection';
import { matchingSections, SECTIONS, type Section, sectionOf } from '@/features/settings/sections';
import { TagsSection } from '@/features/settings/TagsSection';
import { useMaySection } from '@/features/settings/use-may-section';
import { i18n, LANGUAGES } from '@/i18n';
import classes from './SettingsPage.module.css';

const route = getRouteApi('/settings/$section');

const ICONS: Record<Section, typeof IconSettings> = {
  general: IconSettings,
  appearance: IconPalette,
  language: IconLanguage,
  fields: IconForms,
  tags: IconTags,
  people: IconUsers,
  roles: IconUserCog,
  security: IconShieldLock,
  shortcuts: IconKeyboard,
  privacy: IconUserShield,
  data: IconDatabase,
  about: IconInfoCircle,
};

/** One page, its sections on the left, a search over all of them; everything applies at once. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const current = sectionOf(route.useParams().section);
  const [typed, setTyped] = useState('');
  const languages = LANGUAGES.map((code) => i18n.getResourceBundle(code, 'settings'));
  const maySection = useMaySection();
  const shown = (typed.trim() === '' ? SECTIONS : matchingSections(typed, languages)).filter(
    maySection,
  );

  return (
    <PageFrame title={t('title')} fixed>
      <div className={classes.page}>
        <nav className={classes.sections} aria-label={t('sections')}>
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={16} stroke={1.6} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className={classes.search}
          />
          {shown.map((section) => {
            const Icon = ICONS[section];
            return (
              <Link
                key={section}
                to="/settings/$section"
                params={{ section }}
                className={classes.section}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon size={18} stroke={1.6} aria-hidden="true" />
                {t(`section.${section}`)}
              </Link>
            );
          })}
          {shown.length === 0 && <p className={classes.none}>{t('common:nothingFound')}</p>}
        </nav>
        <section
          className={classes.content}
          aria-label={t(`section.${current}`)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: some sections are words only, and keys scroll them, too
          tabIndex={0}
        >
          <div className={classes.column}>{maySection(current) && contentOf(current)}</div>
        </section>
      </div>
    </PageFrame>
  );
}

function contentOf(section: Section) {
  switch (section) {
    case 'general':
      return <GeneralSection />;
    case 'appearance':
      return <AppearanceSection />;
    case 'language':
      return <LanguageSection />;
    case 'fields':
      return <FieldsSection />;
    case 'tags':
      return <TagsSection />;
    case 'people':
      return <PeopleSection />;
    case 'roles':
      return <RolesSection />;
    case 'security':
      return <SecuritySection />;
    case 'shortcuts':
      return (
        <>
          <ShortcutsSection />
          <KeySheet />
        </>
      );
    case 'privacy':
      return <PrivacySection />;
    case 'data':
      return <DataSection />;
    case 'about':
      return (
        <>
          <AboutSection />
          <SupportPanel />
        </>
      );
  }
}
