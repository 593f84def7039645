import type { Rendered } from '../../core/rendered.ts'
import type { FileRef } from '../../core/input.ts'
import type { SaidBody, StoredEntry } from '../../store/store.ts'
import type { ChatMessage } from '../contract/chat.ts'

type Names = { readonly operator: (id: string) => string; readonly dir: (language: string) => 'ltr' | 'rtl' }

/** What she sees of a conversation: her words, the assistant's, the operators'. Events stay inside. */
export const chatMessages = (entries: readonly StoredEntry[], names: Names): ChatMessage[] => entries.flatMap((e) => chatMessage(e, names) ?? [])

function chatMessage(entry: StoredEntry, names: Names): ChatMessage | null {
  if (entry.body === null) return null
  const { language, text } = entry.body
  const plain = { ...EMPTY, seq: entry.seq, at: entry.at, language, dir: names.dir(language), text }
  if (entry.kind === 'citizen') {
    const { id } = entry.data as { id: string | null }
    const { file } = (entry.body.rendered ?? {}) as { file?: FileRef }
    return { ...plain, from: 'you', clientId: id?.split(':').at(-1) ?? null, files: file ? [file] : [] }
  }
  if (entry.kind === 'operator') {
    const { by } = entry.data as { by: string }
    const { files } = entry.body.rendered as { files: FileRef[] }
    return { ...plain, from: 'operator', name: names.operator(by), files: [...files] }
  }
  if (entry.kind !== 'assistant') return fileMessage(entry)
  const { rendered } = entry.body.rendered as SaidBody
  return { ...plain, from: 'assistant', ...copy(rendered) }
}

const copy = (r: Rendered): Pick<ChatMessage, 'text' | 'dir' | 'hint' | 'why' | 'blocks' | 'menu' | 'sources' | 'card'> =>
  ({ text: r.text, dir: r.dir, hint: r.hint, why: r.why, blocks: r.blocks, menu: r.menu, sources: r.sources, card: r.card }) as never

/** A file that a service made for her. */
function fileMessage(entry: StoredEntry): ChatMessage | null {
  const event = (entry.body?.rendered ?? {}) as { kind?: string; file?: FileRef }
  return event.kind === 'served-file' && event.file ? { ...EMPTY, seq: entry.seq, at: entry.at, from: 'assistant', language: 'it', dir: 'ltr', text: '', files: [event.file] } : null
}

const EMPTY = { hint: null, why: null, name: null, blocks: [], menu: null, sources: [], card: null, files: [], clientId: null }
