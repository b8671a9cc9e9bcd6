import { useTranslation } from 'react-i18next';

/** Everything NewSecret and RecoveryCode say: `<NewSecret words={secrets.fresh} … />`. */
export function useSecretWords() {
  const { t } = useTranslation('welcome');
  return {
    fresh: {
      hint: t('passphraseHint'),
      repeat: t('repeat'),
      strengthLabel: t('strengthLabel'),
      strength: {
        weak: t('strength.weak'),
        fair: t('strength.fair'),
        strong: t('strength.strong'),
      },
    },
    recovery: {
      label: t('recoveryCode'),
      copy: t('common:copy'),
      copied: t('common:copied'),
      writtenDown: t('writtenDown'),
    },
  };
}
