import type { ReactNode } from 'react'
import { safeHref } from '../../chat/linkify.ts'
import type { ChatBlock } from '../../../web/contract/chat.ts'
import { fileUrl } from '../net/api.ts'
import { t } from '../words.ts'
import { Pairs } from './pairs.tsx'

/** Lists, fees and dates that came with the words: one line each until somebody wants them. */
export const Blocks = ({ blocks }: { blocks: readonly ChatBlock[] }) => (
  <>
    {blocks.map((block) => (
      <Block key={JSON.stringify(block)} block={block} />
    ))}
  </>
)

function Block({ block }: { block: ChatBlock }) {
  switch (block.kind) {
    case 'checklist':
      return (
        <Folded title={t('thread.checklist', { count: block.items.length })}>
          <ul>
            {block.items.map((item) => (
              <li key={item.id}>{item.text}</li>
            ))}
          </ul>
        </Folded>
      )
    case 'fees':
      return (
        <Folded title={t('thread.fees', { total: block.total.amount })}>
          <Pairs rows={[...block.rows, block.total].map((row) => [row.label, row.amount])} />
        </Folded>
      )
    case 'dates':
      return (
        <Folded title={t('thread.dates', { count: block.rows.length })}>
          <Pairs rows={block.rows.map((row) => [row.label, row.words])} />
        </Folded>
      )
    case 'rows':
      return (
        <Folded title={t('thread.rows', { count: block.rows.length })}>
          <Pairs rows={block.rows.map((row) => [row.label, <Linked key={row.label} {...row} />])} />
        </Folded>
      )
    case 'file':
      return (
        <p className="file">
          <a href={fileUrl(block.id)} target="_blank" rel="noopener">
            {t('thread.open-file', { name: block.name })}
          </a>
        </p>
      )
  }
}

const Folded = ({ title, children }: { title: string; children: ReactNode }) => (
  <details className="more-of">
    <summary>{title}</summary>
    {children}
  </details>
)

const Linked = ({ value, href }: { value: string; href: string | null }) => {
  const safe = safeHref(href)
  return safe ? (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {value}
    </a>
  ) : (
    value
  )
}
