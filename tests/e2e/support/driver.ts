import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, remote } from 'webdriverio';

/** A running window, the driver that holds it, and the D-Bus session both live in. */
export interface Driven {
  browser: Browser;
  stop(): Promise<void>;
}

/**
 * Starts tauri-driver in a D-Bus session of its own and lets it open the application. The environment given here is
 * the application's: it inherits from the driver.
 */
export async function drive(
  application: string,
  env: NodeJS.ProcessEnv,
  log: string,
): Promise<Driven> {
  const port = await freePort();
  const native = await freePort();
  // A process group of its own, so that stopping reaches the session, the driver, the window and WebKit's helpers.
  const driver = spawn(
    'dbus-run-session',
    ['--', 'tauri-driver', '--port', String(port), '--native-port', String(native)],
    { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output = createWriteStream(log, { flags: 'a' });
  driver.stdout?.pipe(output, { end: false });
  driver.stderr?.pipe(output, { end: false });
  try {
    await answers(port, driver);
    const browser = await remote({
      hostname: '127.0.0.1',
      port,
      logLevel: 'error',
      connectionRetryCount: 0,
      capabilities: {
        'tauri:options': { application },
        'wdio:enforceWebDriverClassic': true,
      } as WebdriverIO.Capabilities,
    });
    await browser.setTimeout({ script: 60_000 });
    return { browser, stop: () => stop(driver) };
  } catch (error) {
    await stop(driver);
    throw new Error(`the window did not open; see ${log}`, { cause: error });
  }
}

/** The window gets no chance to tidy up: what it acknowledged must be on disk by then. */
async function stop(driver: ChildProcess) {
  const ended = new Promise((resolve) => driver.once('exit', resolve));
  if (driver.pid === undefined || driver.exitCode !== null) {
    return;
  }
  signal(driver.pid, 'SIGTERM');
  await Promise.race([ended, wait(5_000)]);
  // Whoever of the group is left holds the data folder's lock.
  signal(driver.pid, 'SIGKILL');
}

function signal(group: number, name: NodeJS.Signals) {
  try {
    process.kill(-group, name);
  } catch {
    // The group is empty.
  }
}

async function answers(port: number, driver: ChildProcess) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (driver.exitCode !== null) {
      throw new Error(`tauri-driver ended with ${driver.exitCode}`);
    }
    const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (status?.ok) {
      return;
    }
    await wait(100);
  }
  throw new Error('tauri-driver does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
