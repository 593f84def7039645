import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { createUnderstanding } from '../../src/understanding/understanding.ts'
import { ROOT } from '../support/pizzeria.ts'

const { content, locales } = compile(ROOT)

test.each(content.languages)('the example that the menu itself gives is understood: %s', async (language) => {
  const understand = await createUnderstanding({ dataDir: join(ROOT, 'data'), cacheDir: join(ROOT, '.cache', 'understanding'), languages: content.languages })
  const hint = String(locales.find(language, 'menu:steps.main.hint'))
  const hints = await understand(hint.slice(hint.search(/[:：]/) + 1).trim(), { language })
  expect(hints.intents[0]).toMatchObject({ topic: 'permit.renewal' })
})
