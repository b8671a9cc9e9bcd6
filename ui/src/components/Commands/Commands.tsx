import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { installImeGuard } from './ime-guard';
import { type Command, CommandRegistry } from './registry';

const RegistryContext = createContext<CommandRegistry | null>(null);

type Props = { singleKeys?: boolean; children: ReactNode };

/** Holds what can be done, and answers the keyboard with it. */
export function CommandsProvider({ singleKeys = true, children }: Props) {
  const [registry] = useState(() => new CommandRegistry());
  useEffect(() => {
    registry.singleKeys = singleKeys;
  }, [registry, singleKeys]);
  useEffect(() => {
    const stopGuard = installImeGuard(window);
    const onKey = (event: KeyboardEvent) => void registry.handle(event);
    window.addEventListener('keydown', onKey);
    return () => {
      stopGuard();
      window.removeEventListener('keydown', onKey);
    };
  }, [registry]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error('CommandsProvider is missing above this component');
  return registry;
}

/** Offers these commands while the calling component is on screen. No memo needed. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useCommandRegistry();
  const [owner] = useState(() => Symbol('commands'));
  useEffect(() => registry.set(owner, commands));
  useEffect(() => () => registry.remove(owner), [registry, owner]);
}

/** Everything that can be done here and now, for the palette and the key sheet. */
export function useCommandList(): readonly Command[] {
  const registry = useCommandRegistry();
  return useSyncExternalStore(registry.subscribe, registry.list);
}
