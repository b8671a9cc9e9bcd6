import { isEditable, isSingleKey, strokeOf, waysOf } from './keys';

/** One thing a person can do. Its label is already in their language. */
export type Command = {
  /** `area.verb`, unique while registered: `customers.create`. */
  id: string;
  label: string;
  /** Heading in the palette and on the key sheet. */
  group: string;
  /** `mod+k`, `?`, `g c`; several ways as `e, f2`. */
  keys?: string;
  /** Other words that find it in the palette (its name in the other language, synonyms). */
  keywords?: string;
  /** False keeps it out of the palette (movements, layers). */
  palette?: boolean;
  /** False while it makes no sense: it is then neither offered nor run. */
  enabled?: boolean;
  /** Its keys act only while this is true (Enter means the row only while the table has focus). */
  when?: () => boolean;
  /** True lets its keys work while a dialog is open. */
  inDialogs?: boolean;
  /** True leaves its keys to text fields while one has the focus (`mod+z`, `alt+left`). */
  outsideFields?: boolean;
  run: () => void;
};

/** How long after `g` the `c` of `g c` may come. */
const SEQUENCE_MS = 1200;

/** Esc closes the top layer only: in a menu, a list of choices or a pop-over it is that layer's. */
function inOpenLayer(target: EventTarget | null): boolean {
  const layers =
    '[role="menu"], [role="listbox"], [role="dialog"], [data-mantine-stop-propagation]';
  return target instanceof Element && target.closest(layers) !== null;
}

type Registered = { owner: symbol; commands: readonly Command[] };

export class CommandRegistry {
  singleKeys = true;
  /** While true no key means anything: the page lies under a lock. */
  paused = false;
  #owners: Registered[] = [];
  #listeners = new Set<() => void>();
  #snapshot: readonly Command[] = [];
  #known = new Map<string, Command>();
  #pending: { keys: string; at: number } | null = null;

  /** Puts or replaces the commands of one owner; later owners win a key over earlier ones. */
  set(owner: symbol, commands: readonly Command[]): void {
    const known = this.#owners.find((entry) => entry.owner === owner);
    const shown = (list: readonly Command[]) =>
      JSON.stringify(list.map(({ run: _run, when: _when, ...rest }) => rest));
    const changed = !known || shown(known.commands) !== shown(commands);
    if (known) known.commands = commands;
    else this.#owners.push({ owner, commands });
    for (const command of commands) this.#known.set(command.id, command);
    if (changed) this.#publish();
  }

  remove(owner: symbol): void {
    this.#owners = this.#owners.filter((entry) => entry.owner !== owner);
    this.#publish();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Everything that can be done here and now. Run it by id: `run` here may be of an older render. */
  list = (): readonly Command[] => this.#snapshot;

  /** Everything that could be done on any page seen so far, for the key sheet. */
  known(): readonly Command[] {
    return [...this.#known.values()];
  }

  run(id: string): void {
    this.#current()
      .findLast((command) => command.id === id && command.enabled !== false)
      ?.run();
  }

  /** Runs what the key means here; true when it meant something. */
  handle(event: KeyboardEvent): boolean {
    if (this.paused || event.defaultPrevented || event.isComposing) return false;
    const stroke = strokeOf(event);
    if (!stroke || (stroke === 'esc' && inOpenLayer(event.target))) return false;
    const offered = this.#offered(event);
    const started = this.#pending && Date.now() - this.#pending.at < SEQUENCE_MS;
    const attempts = started ? [`${this.#pending?.keys} ${stroke}`, stroke] : [stroke];
    this.#pending = null;
    for (const keys of attempts) {
      const command = offered.findLast(({ ways }) => ways.includes(keys))?.command;
      if (command) {
        event.preventDefault();
        command.run();
        return true;
      }
      if (offered.some(({ ways }) => ways.some((way) => way.startsWith(`${keys} `)))) {
        this.#pending = { keys, at: Date.now() };
        return true;
      }
    }
    return false;
  }

  #offered(event: KeyboardEvent) {
    const typing = isEditable(event.target);
    const dialog = document.querySelector('[aria-modal="true"]') !== null;
    return this.#current()
      .filter(
        (command) =>
          command.enabled !== false &&
          (!dialog || command.inDialogs) &&
          (!typing || !command.outsideFields) &&
          command.when?.() !== false,
      )
      .map((command) => ({
        command,
        ways: waysOf(command.keys).filter(
          (way) => !isSingleKey(way) || (this.singleKeys && !typing),
        ),
      }));
  }

  #current(): Command[] {
    return this.#owners.flatMap((entry) => entry.commands);
  }

  #publish(): void {
    this.#snapshot = this.#current().filter((command) => command.enabled !== false);
    for (const listener of this.#listeners) listener();
  }
}
