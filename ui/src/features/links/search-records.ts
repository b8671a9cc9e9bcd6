import type { SearchHit } from '@/bindings';
import type { Choice } from '@/components/TypeAhead/TypeAhead';
import { api } from '@/ipc/api';

const ASKED = 20;
const OFFERED = 8;

/** Looks for customers or contacts by any of their names, numbers or addresses. */
export function searchRecords(kind: SearchHit['kind'], except: ReadonlySet<string>) {
  return async (text: string): Promise<Choice[]> => {
    if (text === '') return [];
    const { hits } = await api.search(text, ASKED, null);
    return hits
      .filter((hit) => hit.kind === kind && !except.has(hit.id))
      .slice(0, OFFERED)
      .map(({ id, title, subtitle }) => ({
        value: id,
        label: subtitle === null ? title : `${title} · ${subtitle}`,
      }));
  };
}
