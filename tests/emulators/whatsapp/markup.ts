/** What she reads: the text without its marks, and what they mark. */
export type Formatted = { readonly text: string; readonly marked: readonly { readonly mark: string; readonly text: string }[] }

const BLOCK = /```([^`]+)```/gu
const MARK = /(?<![\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu
/** A web address stays as it is, whatever is in it. */
const ADDRESS = /https?:\/\/[^\s]+/g

/** As a phone formats it: *bold* _italic_ ~strike~ `code`, each on one line, between words. */
export function formatted(text: string): Formatted {
  const addresses = [...text.matchAll(ADDRESS)].map((m) => [m.index, m.index + m[0].length] as const)
  const isInAddress = (at: number): boolean => addresses.some(([from, to]) => from <= at && at < to)
  const marked: { mark: string; text: string }[] = []
  const blocked = text.replace(BLOCK, (_, inner: string) => {
    marked.push({ mark: '```', text: inner })
    return inner
  })
  const plain = blocked.replace(MARK, (whole, mark: string, inner: string, at: number) => {
    if (isInAddress(at) || inner.startsWith('\u200b')) return whole
    marked.push({ mark, text: inner })
    return inner
  })
  return { text: plain, marked }
}
