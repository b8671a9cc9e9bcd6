import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'webdriverio';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the window that keeps people out (serious or critical), one line each. */
export async function barriers(browser: Browser): Promise<string[]> {
  await browser.execute(axe);
  const found = await browser.executeAsync((done: (result: string[]) => void) => {
    const { axe } = window as unknown as { axe: Axe };
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    // What is fading in has too little contrast for a moment.
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    Promise.allSettled(passing.map(({ finished }) => finished))
      .then(() => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }))
      .then(({ violations }) =>
        done(
          violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, help, nodes }) => {
              const places = nodes.map(({ html }) => html.slice(0, 200)).slice(0, 5);
              return `${id}: ${help} (${places.join(', ')})`;
            }),
        ),
      )
      .catch((error: unknown) => done([`axe failed: ${String(error)}`]));
  });
  return found as string[];
}

/**
 * What the page tried against its content security policy since it was loaded. The listener is put there by feature
 * `e2e` of the shell before the page's first script: one added from here would miss what happens while loading.
 */
export async function policyViolations(browser: Browser): Promise<string[]> {
  const seen = await browser.execute(
    () => (window as unknown as { kehuPolicyViolations?: string[] }).kehuPolicyViolations ?? null,
  );
  if (seen === null) {
    throw new Error('the shell was built without feature e2e: nobody listens for violations');
  }
  return seen;
}

interface Axe {
  run(
    root: Document,
    options: { runOnly: string[]; resultTypes: string[] },
  ): Promise<{
    violations: {
      id: string;
      help: string;
      impact: string | null;
      nodes: { html: string }[];
    }[];
  }>;
}
