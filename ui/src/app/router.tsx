import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Gate } from './shell/Gate';

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a list shows, as far as a link can say it. `filter` is the filter's JSON, `sort` "-field". */
export type ListSearch = {
  view?: string;
  filter?: string;
  title?: string;
  text?: string;
  sort?: string;
  state?: 'archived' | 'deleted';
};

/** A search value as it was written: the router reads what looks like JSON or a number as such. */
function written(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return text(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function listSearch(search: Record<string, unknown>): ListSearch {
  const state = search.state;
  return {
    view: text(search.view),
    filter: written(search.filter),
    title: written(search.title),
    text: written(search.text),
    sort: text(search.sort),
    state: state === 'archived' || state === 'deleted' ? state : undefined,
  };
}

const root = createRootRoute({ component: Gate });

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/customers', replace: true });
  },
});

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/pages/customers/CustomersPage'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: string } => ({
    tab: text(search.tab),
  }),
  component: lazyRouteComponent(() => import('@/pages/customers/CustomerPage'), 'CustomerPage'),
});

const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/pages/contacts/ContactsPage'), 'ContactsPage'),
});

const contact = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$id',
  validateSearch: (search: Record<string, unknown>): { tab?: string } => ({
    tab: text(search.tab),
  }),
  component: lazyRouteComponent(() => import('@/pages/contacts/ContactPage'), 'ContactPage'),
});

const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  component: lazyRouteComponent(() => import('@/pages/products/ProductsPage'), 'ProductsPage'),
});

type InsightsSearch = { currency?: string; owner?: string; from?: string; to?: string };

const insights = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  validateSearch: (search: Record<string, unknown>): InsightsSearch => ({
    currency: text(search.currency),
    owner: text(search.owner),
    from: text(search.from),
    to: text(search.to),
  }),
  component: lazyRouteComponent(() => import('@/pages/insights/InsightsPage'), 'InsightsPage'),
});

type AuditSearch = {
  person?: string;
  group?: string;
  from?: string;
  to?: string;
  record?: string;
};

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    person: text(search.person),
    group: text(search.group),
    from: text(search.from),
    to: text(search.to),
    record: text(search.record),
  }),
  component: lazyRouteComponent(() => import('@/pages/audit/AuditPage'), 'AuditPage'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { target?: string } => ({
    target: text(search.target),
  }),
  component: lazyRouteComponent(() => import('@/pages/import/ImportPage'), 'ImportPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings/$section',
  component: lazyRouteComponent(() => import('@/pages/settings/SettingsPage'), 'SettingsPage'),
});

const settingsIndex = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'general' }, replace: true });
  },
});

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('@/pages/help/HelpPage'), 'HelpPage'),
});

const routeTree = root.addChildren([
  index,
  customers,
  customer,
  contacts,
  contact,
  products,
  insights,
  audit,
  importing,
  settings,
  settingsIndex,
  help,
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultPendingMinMs: 0,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
