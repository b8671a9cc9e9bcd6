import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** What must be read before the list of customers stands on screen, in compressed bytes. */
const BUDGET = 450_000;
const FIRST_PAGE = 'CustomersPage';
/** Words of the larger language; only one is read before the page. */
const WORDS = 'zh-CN';
/** Read at the same time as the page, and drawn into it when it is there. */
const BESIDE = 'DataGrid';

/** Says how large the first page is, and fails the build when it has outgrown its budget. */
export function bundleBudget(): Plugin {
  return {
    name: 'bundle-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const before = closure(bundle, [
        ...chunks.filter((chunk) => chunk.isEntry),
        ...chunks.filter((chunk) => chunk.name === FIRST_PAGE),
        ...chunks.filter((chunk) => chunk.facadeModuleId?.endsWith(`/i18n/${WORDS}/index.ts`)),
      ]);
      const beside = closure(
        bundle,
        chunks.filter((chunk) => chunk.name === BESIDE),
      );
      const later = new Map([...beside].filter(([name]) => !before.has(name)));
      const size = total(before);
      this.info(
        `first page ${kilo(size)} of ${kilo(BUDGET)}, beside it ${kilo(total(later))} (gzip)`,
      );
      if (!chunks.some((chunk) => chunk.name === FIRST_PAGE) || later.size === 0) {
        this.error('the first page or the table beside it is no longer where this check looks');
      }
      if (size > BUDGET) this.error(`the first page is larger than ${kilo(BUDGET)}`);
    },
  };
}

type Sizes = Map<string, number>;

/** These chunks, all they import, and their styles. */
function closure(bundle: Rolldown.OutputBundle, from: Rolldown.OutputChunk[]): Sizes {
  const sizes: Sizes = new Map();
  const waiting = from.map((chunk) => chunk.fileName);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const file = bundle[name];
    if (sizes.has(name) || file === undefined) continue;
    const content = file.type === 'chunk' ? file.code : file.source;
    sizes.set(name, gzipSync(content).length);
    if (file.type === 'chunk') waiting.push(...file.imports, ...stylesOf(file));
  }
  return sizes;
}

function stylesOf(chunk: Rolldown.OutputChunk): string[] {
  return [...(chunk.viteMetadata?.importedCss ?? [])];
}

function total(sizes: Sizes): number {
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function kilo(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
