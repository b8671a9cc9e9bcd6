import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './api';
import { reads } from './changes';

/** Small lists that many screens choose from; read once and kept fresh by `DataChanged`. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => api.listUsers(),
  meta: reads('users'),
});

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: () => api.listTags(),
  meta: reads('tags', 'taggings'),
});

/** The fields a company added itself. */
export const fieldDefsQuery = queryOptions({
  queryKey: ['field-defs'],
  queryFn: () => api.listFieldDefs(),
  meta: reads('field_defs'),
});

export const divisionsQuery = queryOptions({
  queryKey: ['divisions'],
  queryFn: () => api.divisions(),
});

export const countriesQuery = queryOptions({
  queryKey: ['countries'],
  queryFn: () => api.countries(),
});

/** The fields of an entity that can be filtered, sorted and shown, with their operators. */
export const fieldsQuery = (entity: 'customer' | 'contact') =>
  queryOptions({
    queryKey: ['fields', entity],
    queryFn: () => api.listFields(entity),
    meta: reads('field_defs', 'customers', 'contacts', 'addresses'),
  });

/** Values already in use that begin with or hold the text: industries, sources, cities. */
export const suggestionsQuery = (entity: 'customer' | 'contact', field: string, text: string) =>
  queryOptions({
    queryKey: ['suggestions', entity, field, text],
    queryFn: () => api.suggestValues(entity, field, text),
    placeholderData: keepPreviousData,
    meta: reads('customers', 'contacts', 'addresses'),
  });
