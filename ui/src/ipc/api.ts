import type { CommandError } from '@/bindings';
import { commands } from '@/bindings';

/** What a failed command throws: always this, whatever went wrong below. */
export class CommandFailure extends Error {
  readonly error: CommandError;

  constructor(error: CommandError) {
    super(error.kind);
    this.name = 'CommandFailure';
    this.error = error;
  }
}

/** Incident of failures that never reached our Rust code: they have no entry in the log. */
const FRAMEWORK_INCIDENT = 'IPC';

/** Tauri reports an unknown command or a bad argument as a bare string beside our typed error. */
export function normalise(thrown: unknown): CommandFailure {
  if (thrown instanceof CommandFailure) return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'kind' in thrown) {
    return new CommandFailure(thrown as CommandError);
  }
  const failure = new CommandFailure({ kind: 'internal', incident: FRAMEWORK_INCIDENT });
  failure.cause = thrown;
  return failure;
}

type Command = (...args: never[]) => Promise<unknown>;

function wrap<T extends Record<string, Command>>(raw: T): T {
  const wrapped = Object.entries(raw).map(([name, command]) => [
    name,
    async (...args: never[]) => {
      try {
        return await command(...args);
      } catch (thrown) {
        throw normalise(thrown);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** The whole core, typed: every screen reads and writes through here. */
export const api = wrap(commands);
