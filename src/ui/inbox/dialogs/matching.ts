import type { Canned } from '../../../web/contract/inbox.ts'

export type Ready = Canned['items'][number]

/** Every typed word must be somewhere: in the title, in her text or in the operator's. */
export function matching<T extends Pick<Ready, 'title' | 'text' | 'mine'>>(items: readonly T[], query: string): T[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return items.filter((item) => {
    const all = plain(`${item.title} ${item.text} ${item.mine}`)
    return words.every((word) => all.includes(word))
  })
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
