import type { DemoClock } from './clock.ts'
import { type Bubble, type FaultName, PHONES, type PhoneName, Refused, type Screen } from './phone.ts'
import type { Providers } from './providers.ts'

/** What the page shows of a phone: files by name, size and place, and the wall's time at which each message was first seen. */
export type PhoneState = Omit<Screen, 'bubbles'> & { readonly name: PhoneName; readonly fault: FaultName; readonly bubbles: readonly (Omit<Bubble, 'files'> & { readonly at: string; readonly files: readonly { readonly name: string; readonly size: number; readonly href: string }[] })[] }

const WALL = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const HOURS = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' })

export const wallOf = (clock: DemoClock): string => WALL.format(clock.now())

export function createState({ phones, clock }: Providers) {
  const faults = new Map<PhoneName, FaultName>()
  const times = new Map<string, string>()
  /** Ids begin again with every person. */
  const seenAt = (name: PhoneName, who: string, id: string): string => {
    const key = `${name} ${who} ${id}`
    const at = times.get(key) ?? HOURS.format(clock.now())
    times.set(key, at)
    return at
  }
  /** null: it fails as it should. */
  const fails = (name: PhoneName, fault: FaultName): Refused | null => {
    try {
      phones[name].fault(fault)
      faults.set(name, fault)
      return null
    } catch (error) {
      if (error instanceof Refused) return error
      throw error
    }
  }
  return {
    /** @throws Refused where none of them has such a fault */
    fault(names: readonly PhoneName[], fault: FaultName): void {
      const refused = names.flatMap((name) => fails(name, fault) ?? [])
      if (refused.length > 0 && refused.length === names.length) throw refused[0]
    },
    all: (): readonly PhoneState[] => PHONES.map((name) => {
      const { bubbles, ...screen } = phones[name].screen()
      return {
        name, ...screen, fault: faults.get(name) ?? 'none',
        bubbles: bubbles.map(({ files = [], ...bubble }) => ({ ...bubble, at: seenAt(name, screen.who, bubble.id), files: files.map((file, i) => ({ name: file.name, size: file.bytes.length, href: `/files/${name}/${encodeURIComponent(bubble.id)}/${i}` })) })),
      }
    }),
    file: (name: PhoneName, id: string, index: number) => phones[name].screen().bubbles.find((bubble) => bubble.id === id)?.files?.[index] ?? null,
  }
}
