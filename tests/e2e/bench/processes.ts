import { readdirSync, readFileSync } from 'node:fs';

// Linux's own account of the processes: https://man7.org/linux/man-pages/man5/proc.5.html

const TICKS_PER_SECOND = 100;

interface Process {
  pid: number;
  parent: number;
  name: string;
  /** Megabytes. */
  resident: number;
  /** Megabytes; a page that n processes share counts 1/n. */
  proportional: number;
}

/** When the newest process of that name was started, in the milliseconds of `Date.now()`. */
export function launchedAt(name: string): number {
  const [uptime = '0'] = readFileSync('/proc/uptime', 'utf8').split(' ');
  const now = Date.now();
  const starts = named(name).map((pid) => Number(stat(pid)[19]) / TICKS_PER_SECOND);
  return now - (Number(uptime) - Math.max(...starts)) * 1_000;
}

/** The process of that name and all below it, and WebKit's helpers, which the system starts for it. */
export function tree(name: string): Process[] {
  const all = pids().flatMap((pid) => describe(pid));
  const wanted = new Set(named(name));
  for (const one of all) {
    if (wanted.has(one.parent) || one.name.startsWith('WebKit')) {
      wanted.add(one.pid);
    }
  }
  return all.filter((one) => wanted.has(one.pid) && one.name !== 'WebKitWebDriver');
}

function pids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function named(name: string): number[] {
  return pids().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.endsWith(`/${name}`);
    } catch {
      return false;
    }
  });
}

/** The fields after the name: the state is the first. */
function stat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Nothing for a process that has just ended. */
function describe(pid: number): Process[] {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const megabytes = (field: string) =>
      Number(rollup.match(new RegExp(`^${field}:\\s+(\\d+)`, 'm'))?.[1] ?? 0) / 1_024;
    return [
      {
        pid,
        parent: Number(stat(pid)[1]),
        name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(),
        resident: megabytes('Rss'),
        proportional: megabytes('Pss'),
      },
    ];
  } catch {
    return [];
  }
}
