import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Kehu } from '../support/kehu';
import { exploreDemo } from '../support/screens';
import { words } from '../support/words';
import { launchedAt, tree } from './processes';
import { Table } from './table';

// What a person feels: from the start to the list, from a key to the paint, and what the window holds in memory.

const CUSTOMERS = process.env.KEHU_BENCH_CUSTOMERS ?? '200000';
const PATIENCE_MS = 2_000;
const START_MARK_MS = 1_500;
const KEY_MARK_MS = 100;

const say = words('en');
const table = new Table();
let kehu: Kehu;

beforeAll(async () => {
  kehu = await Kehu.open({ language: 'en' });
  await exploreDemo(kehu, 'en');
  const workspaces = path.join(kehu.home, 'data/kehu/workspaces');
  const demo = path.join(workspaces, readdirSync(workspaces)[0] ?? '');
  await kehu.restart({
    before: async () => {
      rmSync(demo, { recursive: true });
      const make = ['--workspace', demo, 'demo', '--customers', CUSTOMERS];
      execFileSync(process.env.KEHU_CLI ?? '', make);
    },
  });
  await listed();
}, 3_600_000);

afterAll(async () => {
  table.print(
    `native window, ${CUSTOMERS} customers, dev profile with the core's libraries optimised`,
  );
  await kehu?.close();
});

test('from the start of the program to a list one can use', async () => {
  for (let round = 0; round < 5; round += 1) {
    await kehu.restart();
    const shown = await listed();
    table.add('start to usable list', shown - launchedAt('kehu-desktop'), START_MARK_MS);
  }
}, 600_000);

test('from a key to the paint', async () => {
  for (let round = 0; round < 10; round += 1) {
    await timed('sort by a column', '[role=grid]', async () => {
      const headers = await kehu.browser.$$('[role=columnheader] button').getElements();
      await headers[1]?.click();
    });
  }
  for (const text of ['shanghai', '科技', 'zw', '138']) {
    await kehu.press('/');
    await kehu.screen.fill(say('lists:quick'), '');
    for (const key of text) {
      await timed('key of the quick filter', '[role=grid]', () => kehu.press(key));
    }
  }
  await kehu.screen.fill(say('lists:quick'), '');
  await kehu.press('Escape');
  for (let round = 0; round < 3; round += 1) {
    await kehu.press('Control', 'k');
    await kehu.screen.role('dialog');
    for (const key of 'haiyun') {
      await timed('key of the palette', '[role=dialog]', () => kehu.press(key));
    }
    await kehu.press('Escape');
  }
  const ids = await kehu.ask<{ rows: { id: string }[] }>('list_customers', {
    query: { filter: null, text: null, sort: [], state: 'live' },
    start: 0,
    count: 12,
    custom: [],
  });
  for (const { id } of ids.rows) {
    await kehu.go('/customers');
    await listed();
    await timed('open a record', 'main h1', () => kehu.go(`/customers/${id}`));
  }
}, 600_000);

test('what the idle window holds', async () => {
  await kehu.go('/customers');
  await listed();
  await wait(5_000);
  const processes = tree('kehu-desktop');
  const sum = (of: (one: (typeof processes)[number]) => number) =>
    processes.reduce((total, one) => total + of(one), 0).toFixed(0);
  for (const { name, resident } of processes) {
    table.note(`${name.padEnd(24)} ${resident.toFixed(0).padStart(5)} MB resident`);
  }
  table.note(
    `idle: ${sum((one) => one.resident)} MB resident in all, ${sum((one) => one.proportional)} MB with shared pages counted once`,
  );
  expect(processes.length).toBeGreaterThan(0);
}, 60_000);

/** Waits until the list has rows, and answers when that was seen: the page's own clock, never earlier than it was. */
async function listed(): Promise<number> {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    const seen = await kehu.browser
      .execute(() =>
        document.querySelectorAll('[role=row] [role=gridcell]').length > 10 ? Date.now() : 0,
      )
      .catch(() => 0);
    if (seen > 0) {
      return seen;
    }
    await wait(10);
  }
  throw new Error('the list shows no rows');
}

/** From the event in the page to the frame after what is in `region` has changed. */
async function timed(name: string, region: string, act: () => Promise<unknown>) {
  await kehu.browser.execute(arm, region, PATIENCE_MS);
  await act();
  const ms = await kehu.browser.executeAsync((done: (ms: number | null) => void) => {
    void (window as unknown as Probed).kehuProbe.then(done);
  });
  if (ms === null) {
    table.unchanged(name);
  } else {
    table.add(name, ms, KEY_MARK_MS);
  }
}

interface Probed {
  kehuProbe: Promise<number | null>;
}

/** Runs in the page. */
function arm(region: string, patience: number) {
  const text = () => document.querySelector(region)?.textContent ?? '';
  (window as unknown as Probed).kehuProbe = new Promise((resolve) => {
    const before = text();
    const begin = (event: Event) => {
      for (const kind of ['keydown', 'pointerdown', 'hashchange']) {
        window.removeEventListener(kind, begin, true);
      }
      const start = event.timeStamp;
      const look = () => {
        const now = performance.now();
        if (text() !== before) {
          requestAnimationFrame(() => resolve(performance.now() - start));
        } else if (now - start > patience) {
          resolve(null);
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
    };
    for (const kind of ['keydown', 'pointerdown', 'hashchange']) {
      window.addEventListener(kind, begin, true);
    }
    setTimeout(() => resolve(null), 4 * patience);
  });
}
