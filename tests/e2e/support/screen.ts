import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, ChainablePromiseElement } from 'webdriverio';
import { Key } from 'webdriverio';

/** An accessible name: the whole of it, or a pattern. */
export type Name = string | RegExp;

interface Query {
  by: 'role' | 'field' | 'text';
  role?: string;
  name?: { source: string; flags: string };
}

const library = readFileSync(
  createRequire(import.meta.url).resolve(
    '@testing-library/dom/dist/@testing-library/dom.umd.min.js',
  ),
  'utf8',
);

const CHOICES = new Set(['radio', 'checkbox', 'switch']);

const PATIENCE_MS = 15_000;

/** Finds things on the window the way a person does: by role, name, label and text, never by class. */
export class Screen {
  constructor(private readonly browser: Browser) {}

  role(role: string, name?: Name) {
    return this.find(byRole(role, name));
  }

  /** A field one types into; a choice of the same name is not one. */
  field(label: Name) {
    return this.find({ by: 'field', name: pattern(label) });
  }

  text(text: Name) {
    return this.find({ by: 'text', name: pattern(text) });
  }

  /** Waits for at least one of this role. */
  async any(role: string, name?: Name) {
    await this.wait(async () => (await this.count(role, name)) > 0, `no ${role} appeared`);
  }

  /** Waits until nothing of this role and name is left. */
  async gone(role: string, name?: Name, patience = PATIENCE_MS) {
    await this.wait(
      async () => !(await this.has(role, name)),
      `${describe(byRole(role, name))} is still there`,
      patience,
    );
  }

  /** Whether it is there now, without waiting. */
  async has(role: string, name?: Name): Promise<boolean> {
    return (await this.count(role, name)) > 0;
  }

  /** How many are there now, without waiting. */
  count(role: string, name?: Name): Promise<number> {
    return this.search(byRole(role, name), 'count') as Promise<number>;
  }

  async click(role: string, name: Name) {
    const element = await this.role(role, name);
    if (!CHOICES.has(role)) {
      await element.click();
      return;
    }
    // What a person clicks is the label; the input itself may be drawn nowhere.
    await this.browser.execute(
      (input: HTMLInputElement) => (input.labels?.[0] ?? input).click(),
      (await element) as unknown as HTMLInputElement,
    );
  }

  /** Replaces what a field holds. */
  async fill(label: Name, text: string) {
    const field = await this.field(label);
    // Clearing through the driver skips the events of a person's keys, and it refuses to type nothing.
    await field.click();
    await this.browser.keys([Key.Ctrl, 'a']);
    await this.browser.keys([Key.Backspace]);
    if (text !== '') await field.addValue(text);
  }

  /** All text a person can read, for assertions about what is not there. */
  words(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read by a person
    return this.browser.execute(() => document.body.innerText);
  }

  /** Waits for something of one's own. */
  async wait(happens: () => Promise<boolean>, otherwise: string, patience = PATIENCE_MS) {
    const end = Date.now() + patience;
    while (!(await happens())) {
      if (Date.now() > end) {
        const words = (await this.words()).slice(0, 1_500);
        throw new Error(`${otherwise}; the window says:\n${words}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async find(query: Query): Promise<ChainablePromiseElement> {
    let found: unknown[] = [];
    await this.wait(
      async () => {
        found = await this.elements(query);
        return found.length > 0;
      },
      `${describe(query)} did not appear`,
    );
    if (found.length > 1) {
      throw new Error(`${describe(query)} is there ${found.length} times`);
    }
    return this.browser.$(found[0] as Parameters<Browser['$']>[0]);
  }

  /** What is there now; nothing if the window redrew it while the driver was taking hold of it. */
  private async elements(query: Query): Promise<unknown[]> {
    try {
      return (await this.search(query, 'elements')) as unknown[];
    } catch (error) {
      if (error instanceof Error && error.message.includes('stale element')) {
        return [];
      }
      throw error;
    }
  }

  private async search(query: Query, want: Want): Promise<number | unknown[]> {
    const found = await this.browser.execute(look, query, want);
    if (found !== null) {
      return found;
    }
    // A page that was just loaded does not have the library yet.
    await this.browser.execute(library);
    return (await this.browser.execute(look, query, want)) ?? [];
  }
}

/** Only a count crosses to the driver where no element is wanted: elements of a list that is being drawn go stale on the way. */
type Want = 'count' | 'elements';

/** Runs in the page; null while the library is not there. */
function look(wanted: Query, want: Want): number | HTMLElement[] | null {
  const tools = (window as unknown as { TestingLibraryDom?: Tools }).TestingLibraryDom;
  if (!tools) {
    return null;
  }
  const name = wanted.name && new RegExp(wanted.name.source, wanted.name.flags);
  const all = (): HTMLElement[] => {
    switch (wanted.by) {
      case 'role':
        return tools.queryAllByRole(document.body, wanted.role ?? '', name ? { name } : {});
      case 'field':
        return tools
          .queryAllByLabelText(document.body, name ?? /./)
          .filter((found) => found.matches('input:not([type=radio], [type=checkbox]), textarea'));
      case 'text':
        return tools.queryAllByText(document.body, name ?? /./);
    }
  };
  return want === 'count' ? all().length : all();
}

interface Tools {
  queryAllByRole(root: HTMLElement, role: string, options: { name?: RegExp }): HTMLElement[];
  queryAllByLabelText(root: HTMLElement, text: RegExp): HTMLElement[];
  queryAllByText(root: HTMLElement, text: RegExp): HTMLElement[];
}

function byRole(role: string, name?: Name): Query {
  return { by: 'role', role, name: name === undefined ? undefined : pattern(name) };
}

/** Patterns cross to the page as source and flags. */
function pattern(name: Name): Query['name'] {
  if (name instanceof RegExp) {
    return { source: name.source, flags: name.flags };
  }
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // Required fields show a star after their label.
  return { source: `^\\s*${escaped}(\\s*\\*)?\\s*$`, flags: '' };
}

function describe(query: Query): string {
  const name = query.name ? ` “${query.name.source}”` : '';
  return query.by === 'role' ? `${query.role}${name}` : `${query.by}${name}`;
}
