import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTarget } from '@/bindings';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { EmptyState } from '@/components/States/EmptyState';
import { ImportWizard } from '@/features/import/ImportWizard';
import { useImportTargets } from '@/ipc/import-targets';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';
import { takePastedTable } from './pasted-table';

const route = getRouteApi('/import');

export function ImportPage() {
  const { t } = useTranslation('import');
  const { target } = route.useSearch();
  const readOnly = useReadOnly();
  const targets = useImportTargets();
  const known = useRights().user !== undefined;
  const [pasted] = useState(takePastedTable);
  if (readOnly) {
    return (
      <PageFrame title={t('title')}>
        <EmptyState
          icon={<IconLock size={32} stroke={1.5} />}
          title={t('readOnly')}
          hint={t('readOnlyHint')}
        />
      </PageFrame>
    );
  }
  if (targets.length === 0) {
    return (
      <PageFrame title={t('title')}>
        {known && (
          <EmptyState
            icon={<IconLock size={32} stroke={1.5} />}
            title={t('forbidden')}
            hint={t('forbiddenHint')}
          />
        )}
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('title')}>
      <ImportWizard
        // Another link is another import.
        key={target}
        asked={target}
        pasted={pasted}
        open={(imported) => <OpenImported target={imported} />}
      />
    </PageFrame>
  );
}

/** Where the records of an import are found: the newest first, where there is a list of them. */
function OpenImported({ target }: { target: ImportTarget }) {
  const { t } = useTranslation('import');
  switch (target) {
    case 'customers':
      return (
        <Button
          renderRoot={(props) => (
            <Link to="/customers" search={{ sort: '-createdAt' }} {...props} />
          )}
        >
          {t('openList')}
        </Button>
      );
    case 'contacts':
      return (
        <Button
          renderRoot={(props) => <Link to="/contacts" search={{ sort: '-createdAt' }} {...props} />}
        >
          {t('openList')}
        </Button>
      );
    case 'people':
      return (
        <Button
          renderRoot={(props) => (
            <Link to="/settings/$section" params={{ section: 'people' }} {...props} />
          )}
        >
          {t('openList')}
        </Button>
      );
    case 'purchases':
      return (
        <Button renderRoot={(props) => <Link to="/insights" {...props} />}>
          {t('openInsights')}
        </Button>
      );
    case 'products':
      return (
        <Button renderRoot={(props) => <Link to="/products" {...props} />}>{t('openList')}</Button>
      );
  }
}
