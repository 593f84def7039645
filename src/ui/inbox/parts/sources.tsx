import { safeHref } from '../../chat/linkify.ts'
import type { SourceNote } from '../../../web/contract/chat.ts'
import { t } from '../words.ts'

export function Sources({ sources }: { sources: readonly SourceNote[] }) {
  if (sources.length === 0) return null
  return (
    <details className="more-of">
      <summary>{t('thread.sources', { count: sources.length })}</summary>
      <ul className="sources">
        {sources.map((source) => (
          <li key={`${source.publisher} ${source.when} ${source.url}`}>
            <Source source={source} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Who says it, when it was read, and how sure it is: in words. */
export function Source({ source }: { source: SourceNote }) {
  const href = safeHref(source.url)
  const doubt = source.certainty === 'confirmed' ? '' : source.doubt
  return (
    <>
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {source.publisher}
        </a>
      ) : (
        source.publisher
      )}
      {source.when && ` · ${source.when}`}
      {doubt && <strong className="doubt"> · {doubt}</strong>}
    </>
  )
}
