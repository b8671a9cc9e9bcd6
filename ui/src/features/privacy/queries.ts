import { queryOptions } from '@tanstack/react-query';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';

export const rulesQuery = queryOptions({
  queryKey: ['retention-rules'],
  queryFn: () => api.listRetentionRules(),
  meta: reads('retention_rules'),
});

/** Certificates are notes of the change log. */
export const certificatesQuery = queryOptions({
  queryKey: ['certificates'],
  queryFn: () => api.listCertificates(),
  meta: reads('audit'),
});

export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: () => api.listBackups(),
  meta: reads('backups'),
});
