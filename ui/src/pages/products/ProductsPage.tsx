import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilterOff, IconPackage, IconPlus, IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '@/bindings';
import { useCommands } from '@/components/Commands/Commands';
import { Dialog } from '@/components/Dialog/Dialog';
import { Keys } from '@/components/Kbd/Keys';
import { PageFrame } from '@/components/PageFrame/PageFrame';
import { EmptyState } from '@/components/States/EmptyState';
import { ErrorState } from '@/components/States/ErrorState';
import { FailureNote } from '@/components/States/FailureNote';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { StatusText } from '@/components/StatusSlot/StatusSlot';
import { useUndoToast } from '@/components/UndoToast/undo-toast';
import { ProductForm } from '@/features/products/ProductForm';
import { ProductTable } from '@/features/products/ProductTable';
import { LISTED, type ProductState, productsQuery } from '@/features/products/queries';
import { useErrorState, useErrorText } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { useImportTargets } from '@/ipc/import-targets';
import { useRights } from '@/ipc/rights';
import { useReadOnly } from '@/ipc/workspace';

type Task = { product: ProductRow | null } | null;

/** What one sells: purchases name it, insights tell what sells. */
export function ProductsPage() {
  const { t } = useTranslation(['products', 'shell']);
  const format = useFormat();
  const errorState = useErrorState();
  const errorText = useErrorText();
  const undoable = useUndoToast();
  const readOnly = useReadOnly();
  const rights = useRights();
  const mayCreate = !readOnly && rights.may('products', 'create');
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [state, setState] = useState<ProductState>('offered');
  const [task, setTask] = useState<Task>(null);
  const [asked] = useDebouncedValue(text.trim(), 120);
  const products = useQuery(productsQuery(asked, state));
  const archive = useMutation({
    mutationFn: ({ id, archived }: ProductRow) =>
      archived ? api.unarchiveProduct(id) : api.archiveProduct(id),
    onSuccess: (_, { archived, name }) =>
      undoable(archived ? t('products:unarchived', { name }) : t('products:archived', { name })),
  });
  const create = () => setTask({ product: null });
  useCommands([
    {
      id: 'products.create',
      label: t('products:new'),
      group: t('shell:group.create'),
      keys: 'n',
      enabled: mayCreate,
      run: create,
    },
    {
      id: 'products.find',
      label: t('products:search'),
      group: t('shell:group.view'),
      keys: '/',
      run: () => field.current?.focus(),
    },
  ]);
  const shown = products.data?.length ?? 0;

  return (
    <PageFrame
      title={t('products:title')}
      actions={
        <>
          <TextInput
            ref={field}
            type="search"
            aria-label={t('products:search')}
            placeholder={t('products:searchHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={text === '' ? <Keys keys="/" /> : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t('products:state.label')}
            value={state}
            onChange={setState}
            data={[
              { value: 'offered', label: t('products:state.offered') },
              { value: 'archived', label: t('products:state.archived') },
            ]}
          />
          {mayCreate && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
              {t('products:new')}
            </Button>
          )}
        </>
      }
    >
      {archive.error && <FailureNote {...errorText(archive.error)} />}
      {products.isPending && <SkeletonRows label={t('products:loading')} />}
      {products.isError && (
        <ErrorState {...errorState(products.error)} onRetry={() => void products.refetch()} />
      )}
      {products.isSuccess && shown === 0 && (
        <NoProducts
          state={state}
          text={asked}
          onClear={() => setText('')}
          onCreate={mayCreate ? create : null}
        />
      )}
      {products.isSuccess && shown > 0 && (
        <>
          <StatusText>
            {t('products:counted', { count: shown, shown: format.number(shown) })}
          </StatusText>
          <ProductTable
            products={products.data}
            readOnly={readOnly || !rights.may('products', 'edit')}
            onEdit={(product) => setTask({ product })}
            onArchive={(product) => archive.mutate(product)}
          />
          {shown === LISTED && (
            <Text size="sm" c="dimmed" p="md">
              {t('products:first', { count: LISTED })}
            </Text>
          )}
        </>
      )}
      <Dialog
        opened={task !== null}
        onClose={() => setTask(null)}
        title={task?.product ? t('products:editTitle') : t('products:new')}
      >
        {task && (
          <ProductForm key={task.product?.id} product={task.product} onDone={() => setTask(null)} />
        )}
      </Dialog>
    </PageFrame>
  );
}

type NoProductsProps = {
  state: ProductState;
  text: string;
  onClear: () => void;
  onCreate: (() => void) | null;
};

function NoProducts({ state, text, onClear, onCreate }: NoProductsProps) {
  const { t } = useTranslation('products');
  const imports = useImportTargets().includes('products');
  if (text !== '') {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} stroke={1.5} />}
        title={t('filteredEmpty.title')}
        hint={t('filteredEmpty.hint')}
      >
        <Button variant="default" onClick={onClear}>
          {t('filteredEmpty.clear')}
        </Button>
      </EmptyState>
    );
  }
  const icon = <IconPackage size={32} stroke={1.5} />;
  if (state === 'archived') return <EmptyState icon={icon} title={t('archivedEmpty')} />;
  return (
    <EmptyState icon={icon} title={t('empty.title')} hint={t('empty.hint')}>
      {onCreate && <Button onClick={onCreate}>{t('new')}</Button>}
      {imports && (
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/import" search={{ target: 'products' }} {...props} />}
        >
          {t('empty.import')}
        </Button>
      )}
    </EmptyState>
  );
}
