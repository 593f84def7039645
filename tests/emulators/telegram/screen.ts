import { bytesOf, type StoredFile } from './files.ts'
import type { InlineButton } from './limits.ts'
import { createSignal, pause, until } from '../signal.ts'

export type ShownButton = { readonly text: string; readonly data?: string; readonly url?: string }
export type ShownFile = { readonly name: string; readonly mime: string; readonly bytes: Buffer }
/** A message as it is seen: plain words, and the HTML that the bot wrote. */
export type Shown = {
  readonly who: string
  readonly id: number
  readonly text: string
  readonly html: string
  readonly buttons: readonly (readonly ShownButton[])[]
  readonly edited: boolean
  readonly kind: string
  readonly document?: ShownFile
  readonly photo?: ShownFile
  readonly voice?: ShownFile
  readonly album?: string
  readonly replyTo?: number
}
export type Wanted = string | RegExp | ((shown: Shown) => boolean)

export const shownButtons = (rows: readonly (readonly InlineButton[])[]): ShownButton[][] =>
  rows.map((row) => row.map(({ text, callback_data, url }) => ({ text, ...(callback_data !== undefined && { data: callback_data }), ...(url !== undefined && { url }) })))

export const shownFile = (file: StoredFile): ShownFile => ({ name: file.name, mime: file.mime, bytes: bytesOf(file) })

const matches = (shown: Shown, wanted: Wanted | undefined): boolean =>
  wanted === undefined ? true : typeof wanted === 'string' ? shown.text.includes(wanted) : wanted instanceof RegExp ? new RegExp(wanted.source, wanted.flags.replace('g', '')).test(shown.text) : wanted(shown)

const describe = ({ text, buttons, kind, edited }: Shown): string =>
  `  ${edited ? '(edited) ' : ''}${kind === 'text' ? '' : `[${kind}] `}${JSON.stringify(text)}${buttons.length ? `  ${buttons.map((row) => row.map((button) => `[${button.text}]`).join(' ')).join(' / ')}` : ''}`

const list = (all: readonly Shown[]): string => (all.length ? all.map(describe).join('\n') : '  nothing')

export type Screen = ReturnType<typeof createScreen>

/** What the bot shows in one chat, in the order in which it arrives; a changed message arrives again. */
export function createScreen(owner: string, patience: number) {
  const changed = createSignal()
  const arrived: Shown[] = []
  let next = 0
  const fail = (what: string, seen: readonly Shown[]): Error => new Error(`${owner} expected ${what} and saw instead:\n${list(seen)}\nbefore that:\n${list(arrived.slice(0, next - seen.length).slice(-5))}`)
  return {
    changed,
    show(shown: Shown): void {
      arrived.push(shown)
      changed.ring()
    },
    /** Reads on until a message fits: those before it are behind her then. */
    async expect(wanted?: Wanted, ms = patience): Promise<Shown> {
      const start = next
      const found = await until(changed, ms, () => {
        while (next < arrived.length) {
          const shown = arrived[next++] as Shown
          if (matches(shown, wanted)) return shown
        }
        return null
      })
      if (!found) throw fail(typeof wanted === 'function' ? 'a message' : String(wanted ?? 'a message'), arrived.slice(start, next))
      return found
    },
    /** The very next message has to fit. */
    async expectNext(wanted?: Wanted, ms = patience): Promise<Shown> {
      const found = await until(changed, ms, () => (next < arrived.length ? (arrived[next++] as Shown) : null))
      if (!found || !matches(found, wanted)) throw fail(`next ${typeof wanted === 'function' ? 'a message' : String(wanted ?? 'a message')}`, found ? [found] : [])
      return found
    },
    async expectSilence(ms = 150): Promise<void> {
      const start = next
      if (arrived.length === start) await pause(ms)
      next = arrived.length
      if (next > start) throw fail('silence', arrived.slice(start, next))
    },
    waitFor: <T>(look: () => T | null, ms = patience): Promise<T | null> => until(changed, ms, look),
  }
}
