import { type FakeMail, type FakeUser, startMail } from '../../tests/emulators/mail/index.ts'
import type { Shown } from '../../tests/emulators/mail/user.ts'
import type { createPeople } from '../people.ts'
import { type Action, type Bubble, type FaultName, MOST, type Phone, Refused, SLOW } from '../phone.ts'
import { plain } from '../runs.ts'
import { DOCUMENT, SAMPLES } from '../samples.ts'

export function mailPhone(mail: FakeMail, people: ReturnType<typeof createPeople>): Phone {
  const join = () => {
    const { name, number } = people.next()
    const address = `persona${number}@posta.example`
    return { name: `${name} <${address}>`, user: mail.user({ name, address }) }
  }
  let she = join()
  return {
    screen: () => ({ who: she.name, bubbles: she.user.chat.slice(-MOST).map((shown, i) => bubbleOf(shown, Math.max(0, she.user.chat.length - MOST) + i)), isAway: she.user.blocked, menu: [], toast: null }),
    async act(action) {
      if (action.do === 'newcomer') she = join()
      else if (action.do === 'return') she.user.unblock()
      else if (action.do === 'leave') she.user.block()
      else await write(she.user, action)
    },
    fault: (name) => fail(mail, name),
  }
}

async function write(user: FakeUser, action: Action): Promise<void> {
  if (action.do === 'say') {
    const { text, subject = '' } = action
    return void (await user.write(text, subject === '' ? {} : { subject, fresh: true }))
  }
  if (action.do !== 'send') throw new Refused('La posta non ha pulsanti: si risponde con il numero.')
  if (action.what === 'photo') return void (await user.send({ name: 'foto 照片.jpg', mime: 'image/jpeg', bytes: SAMPLES.photo }))
  if (action.what === 'document') return void (await user.send({ ...DOCUMENT, bytes: SAMPLES.document }))
  throw new Refused('Da qui con la posta si mandano una foto o un documento.')
}

const bubbleOf = ({ who, subject, text, sent }: Shown, index: number): Bubble => ({
  id: String(index), who, kind: who === 'her' && text === '' ? 'attachment' : 'text', subject, runs: plain(text.trimEnd()),
  files: (sent?.mail.attachments ?? []).map((a) => ({ name: a.filename ?? 'allegato', mime: a.contentType, bytes: a.content })),
})

/** Only what the desk sends: what is written to it goes on arriving. */
function fail({ smtp }: FakeMail, name: FaultName): void {
  smtp.faults.clear()
  if (name === 'limit') smtp.faults.refuse('data', 451, '4.7.1 Too many messages, try again later')
  if (name === 'down') smtp.wire.refuse(true)
  if (name === 'token') smtp.faults.passwordChanged()
  if (name === 'slow') smtp.faults.slow(SLOW)
}

export const startMailHere = (now: () => number): Promise<FakeMail> => startMail({ now, patience: 2_000 })
