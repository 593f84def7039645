import { pageOf } from '../core/facts.ts'
import { isPublisher, type Publishers } from '../core/publishers.ts'
import type { Compiled } from './compile.ts'

/** A page whose changes are watched. `part`: a CSS selector of what matters on it; null: its own main part. */
export type Page = { readonly url: string; readonly part: string | null }

export const isListed = (publishers: Publishers, url: string): boolean => isPublisher(publishers, new URL(url).hostname)

/** Each page of an institutional source once; of two sources on one page the part of the first that names one counts. */
export function watchedPages({ sources, publishers }: Pick<Compiled, 'sources' | 'publishers'>): Page[] {
  const pages = new Map<string, Page>()
  for (const { source, part } of sources) {
    if (!source.institutional || source.url === null || !isListed(publishers, source.url)) continue
    const url = pageOf(source.url)
    pages.set(url, { url, part: pages.get(url)?.part ?? part })
  }
  return [...pages.values()]
}
