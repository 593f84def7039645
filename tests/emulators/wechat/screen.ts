import { createSignal, until } from '../telegram/signal.ts'

export type Option = { readonly id: string; readonly label: string }
/** A message as she sees it. `via`: how the account sent it; what she sent herself has none. */
export type Shown = {
  readonly who: 'account' | 'she' | 'wechat'
  readonly via: 'passive' | 'service' | 'template' | null
  readonly kind: 'text' | 'menu' | 'image' | 'voice' | 'video' | 'location' | 'link' | 'template'
  readonly text: string
  readonly options: readonly Option[]
  readonly bytes?: Buffer
}
export type Wanted = string | RegExp | ((shown: Shown) => boolean)

const MOST = 500
const fits = (shown: Shown, wanted: Wanted): boolean => (typeof wanted === 'string' ? shown.text.includes(wanted) : wanted instanceof RegExp ? wanted.test(shown.text) : wanted(shown))

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
    /** Reads on until a message of the account, or of WeChat itself, fits; those before it are behind her then. */
    async expect(wanted: Wanted, ms = patience): Promise<Shown> {
      const start = next
      const found = await until(changed, ms, () => {
        while (next < chat.length) {
          const shown = chat[next++] as Shown
          if (shown.who !== 'she' && fits(shown, wanted)) return shown
        }
        return null
      })
      if (!found) throw new Error(`${owner} expected ${String(wanted)} and saw instead:\n${chat.slice(start).map((s) => `  ${s.who} ${s.kind} ${JSON.stringify(s.text)} ${s.options.map((o) => `[${o.label}]`).join('')}`).join('\n') || '  nothing'}`)
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
