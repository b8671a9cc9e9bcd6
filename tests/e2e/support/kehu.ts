import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'webdriverio';
import { type Driven, drive } from './driver';
import { type Name, Screen } from './screen';

export type Language = 'zh-CN' | 'en';

export interface Options {
  language?: Language;
  /** Added to the application's environment. */
  env?: Record<string, string>;
}

/** The application with a home of its own: its data, settings and caches are nobody else's. */
export class Kehu {
  private constructor(
    readonly home: string,
    private readonly options: Options,
    private driven: Driven,
  ) {}

  /** Opens the window for the first time on a fresh home. */
  static async open(options: Options = {}): Promise<Kehu> {
    const home = await mkdtemp(path.join(tmpdir(), 'kehu-e2e-'));
    for (const folder of ['data', 'config', 'cache']) {
      await mkdir(path.join(home, folder));
    }
    return new Kehu(home, options, await start(home, options));
  }

  get browser(): Browser {
    return this.driven.browser;
  }

  /** What is on the window now. */
  get screen(): Screen {
    return new Screen(this.browser);
  }

  /** Closes the window and opens it again on the same data; `before` happens while it is closed. */
  async restart({ before, ...changes }: Options & { before?: () => Promise<void> } = {}) {
    await this.driven.stop();
    await before?.();
    this.driven = await start(this.home, { ...this.options, ...changes });
  }

  /** Closes the window and removes the home. */
  async close() {
    await this.driven.stop();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** What the next file dialog will answer (feature `e2e` of the shell reads it instead of asking). */
  async willPick(file: string) {
    const folder = path.join(this.home, 'config', 'org.kehu.desktop');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'e2e-picked-path.txt'), `${file}\n`);
  }

  /** Follows a route of the page, as a link would. */
  async go(route: string) {
    await this.browser.execute((to: string) => {
      window.location.hash = `#${to}`;
    }, route);
  }

  /** Asks the core directly. For preparing and for looking, never instead of what a spec is about. */
  async ask<Answer>(command: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await this.browser.executeAsync(
      (name: string, values: Record<string, unknown>, done: (answer: unknown) => void) => {
        const { __TAURI_INTERNALS__: tauri } = window as unknown as { __TAURI_INTERNALS__: Tauri };
        tauri.invoke(name, values).then(
          (value) => done({ value }),
          (error: unknown) => done({ error: JSON.stringify(error) }),
        );
      },
      command,
      args,
    );
    const { value, error } = answer as { value?: Answer; error?: string };
    if (error !== undefined) {
      throw new Error(`${command}: ${error}`);
    }
    return value as Answer;
  }

  /** Changes preferences and loads the page again, which then follows them. */
  async prefer(changes: { language?: Language; theme?: 'light' | 'dark' }) {
    const now = await this.ask<Record<string, unknown>>('preferences');
    await this.ask('set_preferences', { preferences: { ...now, ...changes } });
    await this.browser.refresh();
    await this.screen.any('main');
  }

  /** Waits until the window has stopped changing: nothing loads, nothing moves. */
  async calm() {
    await this.browser.executeAsync((done: () => void) => {
      const QUIET_MS = 250;
      const PATIENCE_MS = 5_000;
      const start = Date.now();
      let changed = start;
      const observer = new MutationObserver(() => {
        changed = Date.now();
      });
      observer.observe(document.body, { attributes: true, childList: true, subtree: true });
      const look = setInterval(() => {
        const now = Date.now();
        const busy = document.querySelector('[aria-busy="true"]') !== null;
        if ((!busy && now - changed > QUIET_MS) || now - start > PATIENCE_MS) {
          clearInterval(look);
          observer.disconnect();
          void document.fonts.ready.then(() => requestAnimationFrame(() => done()));
        }
      }, 50);
    });
  }

  press(...keys: string[]) {
    return this.browser.keys(keys);
  }

  click(role: string, name: Name) {
    return this.screen.click(role, name);
  }

  /** Writes a picture of the window; `name` has no extension. */
  async photograph(folder: string, name: string) {
    await mkdir(folder, { recursive: true });
    await this.browser.saveScreenshot(path.join(folder, `${name}.png`));
  }
}

interface Tauri {
  invoke(command: string, args: Record<string, unknown>): Promise<unknown>;
}

function start(home: string, options: Options): Promise<Driven> {
  const application = process.env.KEHU_DESKTOP;
  if (!application) {
    throw new Error('KEHU_DESKTOP is not set: run these through `cargo xtask e2e`');
  }
  const language = options.language ?? 'en';
  return drive(
    application,
    {
      ...process.env,
      // Spelled the way a desktop sets it; it need not be installed to be read.
      LANG: language === 'zh-CN' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
      HOME: home,
      XDG_DATA_HOME: path.join(home, 'data'),
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_CACHE_HOME: path.join(home, 'cache'),
      // Without this renderer, which the shell switches off for the sake of some drivers, WebKit never answers when
      // asked for a screenshot.
      WEBKIT_DISABLE_DMABUF_RENDERER: '0',
      ...options.env,
    },
    path.join(home, 'kehu.log'),
  );
}
