import type { Asked, Faults } from './desk.ts'
import { type Caller, createCaller } from './caller.ts'
import { createDeskSide } from './desk.ts'
import { type ProviderName, providerOf, WITHHELD } from './provider.ts'

export type { Caller } from './caller.ts'
export type { ProviderName } from './provider.ts'

export type TelephoneOptions = {
  readonly provider: ProviderName
  /** How long a caller waits for what she expects. */
  readonly patience?: number
}
export type FakeTelephone = ReturnType<typeof startTelephone>

export const NUMBER = '+390550000001'
const SECRETS: Readonly<Record<ProviderName, string>> = { twilio: '0123456789abcdef0123456789abcdef', jambonz: 'un-segreto-di-prova-per-jambonz' }

/** A provider of telephone numbers, and the people who ring one. It reaches the desk; the desk never reaches it. */
export function startTelephone({ provider: name, patience = 5_000 }: TelephoneOptions) {
  let ahead = 0
  let desk: string | null = null
  let people = 0
  const now = (): number => Date.now() + ahead
  const provider = providerOf(name, SECRETS[name], now)
  const faults: Faults = { lost: 0, twice: false, dialled: 'no-answer' }
  const asked: Asked[] = []
  const complaints: string[] = []
  const deskSide = createDeskSide(provider, faults, asked)
  const url = (): string => {
    if (desk === null) throw new Error('The number leads nowhere yet')
    return `${desk}${provider.path}`
  }
  return {
    name, number: NUMBER, secret: SECRETS[name], provider, faults,
    /** What was brought to the desk, and how long each answer took. */
    asked,
    /** What the provider refused of what the desk answered. */
    complaints,
    env: { VOICE_PROVIDER: name, VOICE_NUMBER: NUMBER, ...(name === 'twilio' ? { TWILIO_AUTH_TOKEN: SECRETS.twilio } : { JAMBONZ_WEBHOOK_SECRET: SECRETS.jambonz }) },
    clock: { now, advance: (milliseconds: number): void => void (ahead += milliseconds) },
    /** The address of the desk is entered for the number. */
    connect: (to: string): void => void (desk = to),
    url,
    caller: (who: { readonly number?: string; readonly withheld?: boolean } = {}): Caller =>
      createCaller({ provider, desk: deskSide, url, faults, complaints, patience }, who.withheld ? WITHHELD[name] : (who.number ?? `+39333000${String(1000 + ++people)}`), NUMBER),
  }
}
