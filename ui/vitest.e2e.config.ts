import { defineConfig } from 'vitest/config'

/** The browser tests share one engine and one side-car, so they run one file after the other, in their files' order. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['test/e2e/setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { concurrent: false, shuffle: false },
    bail: 0,
  },
})
