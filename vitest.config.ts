import { configDefaults, defineConfig } from 'vitest/config'

/** Tests with a process of their own: those that start others, and those that change what modules they load. */
const ALONE = ['test/e2e/**/*.test.ts', 'test/unit/assets.test.ts', 'test/unit/connectors/files.test.ts']

const shared = {
  pool: 'forks' as const,
  // Vitest leaves a core free, which is half of a small machine.
  maxWorkers: 2,
  setupFiles: 'test/support/property-seed.ts',
  // Ends what hangs, also on a slow machine: no test is about how long something takes.
  testTimeout: 300_000,
  hookTimeout: 300_000,
}

export default defineConfig({
  test: {
    globalSetup: 'test/support/global-setup.ts',
    maxWorkers: shared.maxWorkers,
    projects: [
      {
        // Loading and compiling ragwall takes a second: a worker does it once, not for each of 160 files.
        test: {
          ...shared,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
          isolate: false,
        },
      },
      { test: { ...shared, name: 'alone', include: ALONE } },
    ],
  },
})
