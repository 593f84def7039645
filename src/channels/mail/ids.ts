import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Names of our own mails, from which a bounce tells what it is of. */
export type MessageIds = { readonly make: (ref: string) => string; /** The desk's ref inside an id that it made itself; null for any other. */ readonly refIn: (id: string) => string | null }

const SEAL = 16

/** `<12.0.RANDOM.SEAL@domain>`: sealed, so that nobody can report a mail as lost by guessing its name. A new SMTP password makes new seals. */
export function createMessageIds(password: string, domain: string): MessageIds {
  const key = createHash('sha256').update('sportello e-mail ids').update(password).digest()
  const seal = (name: string): string => createHmac('sha256', key).update(name).digest('hex').slice(0, SEAL)
  const ours = new RegExp(`^<((\\d{1,15}\\.\\d{1,4})\\.[0-9a-f]{12})\\.([0-9a-f]{${SEAL}})@${domain.replaceAll(/[^\w-]/g, '\\$&')}>$`, 'i')
  return {
    make(ref) {
      const name = `${ref}.${randomBytes(6).toString('hex')}`
      return `<${name}.${seal(name)}@${domain}>`
    },
    refIn(id) {
      const [, name = '', ref = '', given = ''] = ours.exec(id) ?? []
      return name !== '' && timingSafeEqual(Buffer.from(seal(name)), Buffer.from(given.toLowerCase())) ? ref : null
    },
  }
}
