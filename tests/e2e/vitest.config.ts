import { defineConfig } from 'vitest/config';

// `cargo xtask e2e` and `cargo xtask tour` choose the project and say where the app is.
export default defineConfig({
  test: {
    // One window at a time: a driver holds one session, and specs must not fight over the processor.
    fileParallelism: false,
    projects: [
      {
        test: {
          name: 'specs',
          include: ['specs/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['bench/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'tour',
          include: ['tour/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
