import type { Json } from '../telegram/json.ts'
import type { Faults } from './faults.ts'
import type { MediaRoom } from './media.ts'
import { type Sent, type Templates, readMessage } from './message.ts'
import { contactOf, createPerson, type NewUser, type Person, shownBy } from './person.ts'
import { inStatus, refusalOf } from './refusal.ts'
import type { Hook } from './webhook.ts'

export type WorldOptions = { readonly phoneNumberId: string; readonly media: MediaRoom; readonly hook: Hook; readonly faults: Faults; readonly templates: Templates; readonly now: () => number }
export type World = ReturnType<typeof createWorld>

const WINDOW = 24 * 3_600_000
/** One message in six seconds to the same person, after a burst. */
const PAIR = { burst: 45, each: 6_000 }
/** Bounds what a long test keeps. */
const MOST = 2_000

/** Who is there, and what becomes of what the desk sends her. */
export function createWorld({ phoneNumberId, media, hook, faults, templates, now }: WorldOptions) {
  const people: Person[] = []
  let count = 0
  const wamid = (): string => `wamid.${Buffer.from(`HBgLMzkzMzM${phoneNumberId} ${++count}`).toString('base64')}`
  const seconds = (): string => String(Math.floor(now() / 1000))
  const metadata = { display_phone_number: '390574000000', phone_number_id: phoneNumberId }
  const changeOf = (part: Json, field = 'messages') => ({ field, value: { messaging_product: 'whatsapp', metadata, ...part } })

  /** A failed status has no `contacts`, and names the business-scoped id only when it was sent to that. */
  function tell(person: Person, id: string, status: string, { ref, byPhone, code = null }: { ref: string | null; byPhone: boolean; code?: number | null }): void {
    const about = { id, status, timestamp: seconds(), ...(byPhone && { recipient_id: person.phone }), ...((code === null || !byPhone) && person.userId !== null && { recipient_user_id: person.userId }), ...(ref !== null && { biz_opaque_callback_data: ref }), ...(code !== null && { errors: [inStatus(code)] }) }
    hook.push(changeOf({ ...(code === null && { contacts: [contactOf(person)] }), statuses: [about] }))
  }
  /** Found by telephone number, which wins, or by her id: an id given as a number loses its letters and finds nobody. */
  function find({ to, recipient }: Sent): { person: Person | undefined; input: string; byPhone: boolean } {
    if (to === null) return { person: people.find((p) => p.userId === recipient), input: recipient ?? '', byPhone: false }
    const digits = to.replace(/\D/g, '')
    return { person: people.find((p) => p.phone === digits), input: to, byPhone: true }
  }
  function pay({ credit }: Person): void {
    const earned = Math.floor((now() - credit.at) / PAIR.each)
    if (earned > 0) Object.assign(credit, { left: Math.min(PAIR.burst, credit.left + earned), at: now() })
    if (credit.left <= 0) throw refusalOf(131056)
    credit.left -= 1
  }
  const verdictOn = (person: Person, { said }: Sent): number | null => {
    if (person.blocks) return 131026
    if (said.kind !== 'template' && now() - person.lastIn >= WINDOW) return 131047
    return said.later
  }
  return {
    people, metadata, wamid, seconds, changeOf, media, hook,
    add(about: NewUser): Person {
      const phone = about.phone ?? `39333${String(1_000_000 + people.length * 7 + 1)}`
      const person = createPerson(about, phone, about.scoped === false ? null : `IT.${13_491_208_655_302_741_900n + BigInt(people.length)}`)
      people.push(person)
      return person
    },
    /** The answer to a message that passed every check. What becomes of it is told later. */
    accept(body: unknown): Json {
      const sent = readMessage(body, media, templates)
      const { person, input, byPhone } = find(sent)
      if (person) pay(person)
      const id = wamid()
      if (person) setTimeout(() => arrive(person, id, sent, byPhone), 0)
      return { messaging_product: 'whatsapp', contacts: [{ input, ...(byPhone ? { wa_id: person?.phone ?? input.replace(/\D/g, '') } : { user_id: input }) }], messages: [{ id }] }
    },
    tell,
  }

  function arrive(person: Person, id: string, sent: Sent, byPhone: boolean): void {
    const { ref, said } = sent
    const code = faults.taking.failure() ?? verdictOn(person, sent)
    if (code !== null) return tell(person, id, 'failed', { ref, byPhone, code })
    person.heard.push({ wamid: id, said, ref, byPhone })
    person.chat.push(shownBy(id, said))
    if (person.chat.length > MOST) person.chat.splice(0, person.chat.length - MOST)
    tell(person, id, 'sent', { ref, byPhone })
    tell(person, id, 'delivered', { ref, byPhone })
    person.changed.ring()
  }
}
