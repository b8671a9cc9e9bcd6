import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '@/ipc/api';
import { reads } from '@/ipc/changes';
import { usePreferences } from '@/ipc/preferences';
import { useRights } from '@/ipc/rights';
import { useWorkspace } from '@/ipc/workspace';

export const STEPS = ['customers', 'purchase', 'view', 'insights', 'backup'] as const;
export type Step = (typeof STEPS)[number];

const ENOUGH_CUSTOMERS = 10;

/** What the store tells about the steps that no preference knows. */
const factsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: async () => {
    const filter = JSON.stringify({ field: 'lastPurchaseOn', op: 'not_empty' });
    const [buyers, views, backups] = await Promise.all([
      api.countCustomers({
        mode: 'query',
        query: { filter, text: null, sort: [], state: 'live' },
        except: [],
      }),
      api.listViews('customer'),
      api.listBackups(),
    ]);
    return {
      purchase: buyers > 0,
      view: views.length > 0,
      backup: backups.some(({ kind }) => kind === 'manual'),
    };
  },
  meta: reads('purchases', 'views', 'backups'),
});

/** The steps that are done, read from the data; null where there is nothing to begin with. */
export function useSteps(): ReadonlySet<Step> | null {
  const { firstStepsDone, insightsSeen } = usePreferences();
  const workspace = useWorkspace();
  const owns = useRights().may('workspace', 'configure');
  const wanted =
    owns && !firstStepsDone && workspace !== null && !workspace.demo && !workspace.readOnly;
  const facts = useQuery({ ...factsQuery, enabled: wanted }).data;
  if (!wanted || facts === undefined) return null;
  const done: Record<Step, boolean> = {
    ...facts,
    customers: workspace.customers >= ENOUGH_CUSTOMERS,
    insights: insightsSeen,
  };
  return new Set(STEPS.filter((step) => done[step]));
}
