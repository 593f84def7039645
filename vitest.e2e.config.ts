import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'], globalSetup: 'tests/e2e/support/pages.ts', pool: 'forks', maxWorkers: 1,
    testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000, interval: 50 } }, reporters: ['default'],
  },
})
