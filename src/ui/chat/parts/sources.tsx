import type { SourceNote } from '../../../web/contract/chat.ts'
import { safeHref } from '../linkify.ts'
import { t } from '../words.ts'
import { Plain } from './text.tsx'
import { Ui } from './ui.tsx'

const FEW = 2

/** Where the figures come from. A doubt stays in sight even when the list is folded. */
export function Sources({ sources }: { sources: readonly SourceNote[] }) {
  if (!sources.length) return null
  if (sources.length <= FEW)
    return (
      <div class="sources">
        <span class="sources-title">
          <Ui>{t('sources')}</Ui>
        </span>
        <List sources={sources} />
      </div>
    )
  const doubts = [...new Set(sources.map((source) => source.doubt).filter(Boolean))]
  return (
    <div class="sources">
      <details>
        <summary>
          <Ui>{t('sources-many', { count: sources.length })}</Ui>
        </summary>
        <List sources={sources} />
      </details>
      {doubts.map((doubt) => (
        <Doubt key={doubt} doubt={doubt} />
      ))}
    </div>
  )
}

const List = ({ sources }: { sources: readonly SourceNote[] }) => (
  <ul>
    {sources.map((source) => (
      <li key={`${source.publisher} ${source.url}`}>
        <Publisher source={source} />{' '}
        <span class="when">
          <Plain text={source.when} />
        </span>
        {source.doubt && <Doubt doubt={source.doubt} />}
      </li>
    ))}
  </ul>
)

function Publisher({ source }: { source: SourceNote }) {
  const href = safeHref(source.url)
  return href ? (
    <a href={href} target="_blank" rel="noopener nofollow" dir="auto">
      {source.publisher}
    </a>
  ) : (
    <span dir="auto">{source.publisher}</span>
  )
}

const Doubt = ({ doubt }: { doubt: string }) => (
  <span class="doubt">
    <span aria-hidden="true">⚠ </span>
    {doubt}
  </span>
)
