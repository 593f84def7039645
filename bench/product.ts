import { join } from 'node:path'
import { z } from 'zod'
import { accountShape, readAccounts } from '../src/channels/accounts.ts'
import { createChannels } from '../src/channels/index.ts'
import { createClock } from '../src/clock.ts'
import { compile } from '../src/content/compile.ts'
import { createRenderer } from '../src/content/render/render.ts'
import { NO_HINTS } from '../src/core/hints.ts'
import { createFiles } from '../src/files.ts'
import { services } from '../src/services/index.ts'
import type { Store } from '../src/store/store.ts'
import type { Ports } from '../src/switchboard/ports.ts'
import { createReceive, type Receive } from '../src/switchboard/receive.ts'
import { createUnderstanding } from '../src/understanding/understanding.ts'
import { createHub } from '../src/web/live.ts'
import { idsFrom } from './names.ts'
import { benchNow, MODELS, ROOT } from './places.ts'

/** `none`: the walk needs no understanding, and asking for it is an error of the walk. `silent`: it is asked and knows nothing. */
export type Understanding = 'none' | 'silent' | 'real'

/** The product without its web: the one door, with everything real behind it. Several stores may share one. */
export async function createProduct(understanding: Understanding): Promise<(store: Store, firstId?: number) => Receive> {
  const { content, locales } = compile(ROOT)
  const renderer = createRenderer(locales, (language, key) => { throw new Error(`${language} ${key}`) })
  const understand = understanding === 'none' ? refuse : understanding === 'silent' ? async () => NO_HINTS : await createUnderstanding({ dataDir: join(ROOT, 'data'), cacheDir: MODELS, languages: content.languages })
  const channels = await createChannels(readAccounts(z.object(accountShape).parse({}), null).accounts, { fetch, now: Date.now, dataDir: 'var' })
  const live = createHub()
  const shared: Omit<Ports, 'store' | 'newId'> = {
    content: () => content, refresh: async () => {}, background: { wake() {}, stop: async () => {} }, door: () => ({ url: 'https://bench.example.org', hash: '' }), text: (key, language) => renderer.text(key, {}, language), render: renderer.said, understand, channels, services, live, clock: createClock(benchNow),
    files: createFiles({ folder: join(ROOT, '.cache', 'no-files'), now: Date.now }),
    log: { info() {}, warn() {}, error: (data, message) => { throw new Error(`${message} ${JSON.stringify(data)}`) } },
  }
  const retention = { botDays: 30, urgentDays: 30, attendedMonths: 6, fileDays: 30 }
  return (store, firstId = 0) => createReceive({ ...shared, store, newId: idsFrom(firstId) }, retention, ({ conversation, seq }, { identity }) =>
    live.changed({ conversation: conversation.id, citizen: identity.citizen, seq }), async (message) => message)
}

const refuse = async (): Promise<never> => {
  throw new Error('this walk was to need no understanding')
}
