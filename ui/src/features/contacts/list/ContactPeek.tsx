import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { linkOf } from '@/components/Peek/links';
import { Peek, PeekFacts, PeekMethods, PeekPart, PeekPeople } from '@/components/Peek/Peek';
import { ErrorState } from '@/components/States/ErrorState';
import { SkeletonRows } from '@/components/States/SkeletonRows';
import { useErrorState } from '@/i18n/errors';
import { useFormat } from '@/i18n/format';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

type Props = { id: string; onOpen: () => void; onClose: () => void };

export function ContactPeek({ id, onOpen, onClose }: Props) {
  const { t } = useTranslation(['contacts', 'customers', 'common']);
  const f = useFormat();
  const errorState = useErrorState();
  const { data, error, refetch } = useQuery({
    queryKey: ['contact', id],
    queryFn: () => api.contact(id),
    meta: reads(),
  });
  return (
    <Peek
      record={data}
      words={{ title: t('peek.title'), open: t('peek.open'), close: t('peek.close') }}
      onOpen={onOpen}
      onClose={onClose}
    >
      {data && data.methods.length > 0 && (
        <PeekPart title={t('peek.reach')}>
          <PeekMethods
            methods={data.methods.map((method) => ({
              id: method.id,
              label: method.label ?? t(`customers:method.${method.kind}`),
              text: method.display,
              link: linkOf(method),
            }))}
            onLink={(link) => void api.openLink(link)}
          />
        </PeekPart>
      )}
      {data && (
        <PeekPart title={t('peek.facts')}>
          <PeekFacts
            facts={[
              [t('field.title'), data.title],
              [t('field.department'), data.department],
              [t('field.gender'), data.gender && t(`gender.${data.gender}`)],
              [t('field.birthdayOn'), data.birthdayOn && f.date(data.birthdayOn)],
              [t('field.doNotContact'), data.doNotContact && t('common:yes')],
              [t('field.note'), data.note],
            ]}
          />
        </PeekPart>
      )}
      {data && data.customers.length > 0 && (
        <PeekPart title={t('peek.customers')}>
          <PeekPeople
            people={data.customers.map((link) => ({
              id: link.linkId,
              name: link.name,
              hint: link.role ?? '',
            }))}
          />
        </PeekPart>
      )}
      {!data && error && <ErrorState {...errorState(error)} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows label={t('common:loading')} />}
    </Peek>
  );
}
