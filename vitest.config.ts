import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'], pool: 'forks', maxWorkers: 2, testTimeout: 30_000, hookTimeout: 60_000, reporters: ['default'] },
})
