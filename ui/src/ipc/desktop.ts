import { Channel } from '@tauri-apps/api/core';
import type { ImportProgress } from '@/bindings';

/** A channel on which a long command reports how far it is. */
export function progressChannel<T = ImportProgress>(onProgress: (progress: NoInfer<T>) => void) {
  return new Channel<T>(onProgress);
}
