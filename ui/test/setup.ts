import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { LANGUAGES, learn } from '@/i18n';

await Promise.all(LANGUAGES.map(learn));

afterEach(cleanup);

// The first test of a page also waits for its code to be read.
configure({ asyncUtilTimeout: 8_000 });

// What Mantine and AG Grid ask of a browser and happy-dom does not have.
class NoResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver ??= NoResizeObserver;
Element.prototype.scrollIntoView ??= () => {};
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: vi.fn(), removeEventListener: vi.fn() },
});
