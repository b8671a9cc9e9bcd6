import { lazy } from 'react';

/** Read beside the list, not before it; here long before somebody asks for it. */
const loading = import('./FilterBuilder');

export const FilterBuilder = lazy(async () => ({ default: (await loading).FilterBuilder }));
