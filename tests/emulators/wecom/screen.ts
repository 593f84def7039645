import { createSignal, until } from '../telegram/signal.ts'

export type Option = { readonly id: string; readonly label: string }
/** A message as she sees it. `via`: how the desk sent it. */
export type Shown = {
  readonly who: 'desk' | 'person' | 'she'
  readonly via: 'message' | 'welcome' | null
  readonly kind: 'text' | 'menu' | 'image' | 'voice' | 'video' | 'file' | 'other'
  readonly text: string
  readonly options: readonly Option[]
  readonly bytes?: Buffer
}
export type Wanted = string | RegExp | ((shown: Shown) => boolean)

const MOST = 500
const fits = (shown: Shown, wanted: Wanted): boolean => (typeof wanted === 'string' ? shown.text.includes(wanted) : wanted instanceof RegExp ? wanted.test(shown.text) : wanted(shown))
const line = ({ who, kind, text, options }: Shown): string => `  ${who} ${kind} ${JSON.stringify(text)} ${options.map((o) => `[${o.label}]`).join('')}`

/** One person's chat with the account, in the order in which it was shown. */
export function createScreen(owner: string, patience: number) {
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
    async expect(wanted: Wanted, ms = patience): Promise<Shown> {
      const start = next
      const found = await until(changed, ms, () => {
        while (next < chat.length) {
          const shown = chat[next++] as Shown
          if (shown.who !== 'she' && fits(shown, wanted)) return shown
        }
        return null
      })
      if (!found) throw new Error(`${owner} expected ${String(wanted)} and saw instead:\n${chat.slice(start).map(line).join('\n') || '  nothing'}`)
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
