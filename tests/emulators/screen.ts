import { createSignal, until } from './signal.ts'

/** What one shows of a chat must have: who wrote it (`she` is the citizen), and its words. */
type Line = { readonly who: string; readonly kind: string; readonly text: string; readonly options: readonly { readonly label: string }[] }
export type Wanted<Shown> = string | RegExp | ((shown: Shown) => boolean)

const MOST = 500
const fits = <Shown extends Line>(shown: Shown, wanted: Wanted<Shown>): boolean => (typeof wanted === 'string' ? shown.text.includes(wanted) : wanted instanceof RegExp ? wanted.test(shown.text) : wanted(shown))
const written = ({ who, kind, text, options }: Line): string => `  ${who} ${kind} ${JSON.stringify(text)} ${options.map((o) => `[${o.label}]`).join('')}`

/** One person's chat with the account, in the order in which it was shown. */
export function createScreen<Shown extends Line>(owner: string, patience: number) {
  const changed = createSignal()
  const chat: Shown[] = []
  let next = 0
  return {
    chat: chat as readonly Shown[],
    show(shown: Shown): void {
      if (chat.length >= MOST) throw new Error(`${owner} has more than ${MOST} messages`)
      chat.push(shown)
      changed.ring()
    },
    /** Reads on until what somebody else wrote fits; what is before it is behind her then. */
    async expect(wanted: Wanted<Shown>, ms = patience): Promise<Shown> {
      const start = next
      const found = await until(changed, ms, () => {
        while (next < chat.length) {
          const shown = chat[next++] as Shown
          if (shown.who !== 'she' && fits(shown, wanted)) return shown
        }
        return null
      })
      if (!found) throw new Error(`${owner} expected ${String(wanted)} and saw instead:\n${chat.slice(start).map(written).join('\n') || '  nothing'}`)
      return found
    },
    async expectSilence(ms = 150): Promise<void> {
      const start = next
      const broken = await until(changed, ms, () => chat.slice(start).find((s) => s.who !== 'she') ?? null)
      if (broken) throw new Error(`${owner} expected silence and saw ${JSON.stringify(broken.text)}`)
    },
    waitFor: <T>(look: () => T | null, ms = patience): Promise<T | null> => until(changed, ms, look),
  }
}
