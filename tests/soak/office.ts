import { randomUUID } from 'node:crypto'
import { operator, type TestOperator } from '../support/operator.ts'
import { type Chance, pause } from './chance.ts'

/** A reply that the desk took. */
export type Reply = { readonly conversation: string; readonly text: string }
export type Office = { readonly replies: readonly Reply[]; readonly stop: () => Promise<void> }

const GREETINGS = ['您好，请带护照来。🛂', 'Buongiorno, porti il passaporto.', 'مرحبا، أحضروا جواز السفر. 👋', 'Hello, please bring your passport.'] as const
/** Milliseconds between two looks at the queue, and how many are taken each time. */
const LOOK = 150
const TAKES = 4

/** An operator who takes whoever waits, replies once to three times, and closes, releases, or leaves her for later. */
export async function openOffice(url: string, chance: Chance): Promise<Office> {
  const anna = await operator(url)
  const replies: Reply[] = []
  let open = true
  const reply = async (conversation: string): Promise<void> => {
    const [text, id] = [`${chance.among(GREETINGS)} №R${replies.length + 1}`, randomUUID()]
    const done = await insist(() => anna.reply(conversation, text, id))
    if (done.ok) replies.push({ conversation, text })
  }
  const attend = async (conversation: string): Promise<void> => {
    if (!(await insist(() => anna.act(conversation, 'take'))).ok) return
    for (let times = 1 + chance.below(3); times > 0; times--) await reply(conversation)
    const dice = chance.next()
    if (dice < 0.5) await insist(() => anna.act(conversation, 'close', { outcome: 'solved' }))
    else if (dice < 0.7) await insist(() => anna.act(conversation, 'release'))
  }
  const work = async (): Promise<void> => {
    while (open) {
      for (const view of ['waiting', 'mine']) {
        const { items } = await anna.queue(view).catch(() => ({ items: [] }) as unknown as Awaited<ReturnType<TestOperator['queue']>>)
        for (const { id } of (items ?? []).slice(0, TAKES)) await (view === 'waiting' ? attend(id) : chance.happens(0.5) ? goOn(id) : null)
      }
      await pause(LOOK)
    }
  }
  /** One that was left for later. */
  const goOn = async (conversation: string): Promise<void> => {
    await reply(conversation)
    await insist(() => anna.act(conversation, 'close', { outcome: 'referred' }))
  }
  const done = work()
  return {
    replies,
    async stop() {
      open = false
      await done
    },
  }
}

/** Repeats what was not answered: the same reply is one reply, and what was done already is refused. */
async function insist(ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask().catch(() => null)
    if (answer !== null && answer.status < 500) {
      await answer.text()
      return answer
    }
    await pause(50)
  }
  throw new Error('the inbox was not answered')
}
