import type { ChatBlock } from '../../../web/contract/chat.ts'
import { tick } from '../desk.ts'
import { safeHref } from '../linkify.ts'
import { useChat } from '../state.ts'
import { t } from '../words.ts'
import { Dates } from './dates.tsx'
import { FileButton } from './files.tsx'
import { Plain, Text } from './text.tsx'
import { Ui } from './ui.tsx'

type Of<K extends ChatBlock['kind']> = Extract<ChatBlock, { kind: K }>

/** `still`: the Italian side of a card, where nothing is ticked or saved. */
export const Blocks = ({ blocks, still = false }: { blocks: readonly ChatBlock[]; still?: boolean }) => (
  <>
    {blocks.map((block) => (
      <Block key={JSON.stringify(block)} block={block} still={still} />
    ))}
  </>
)

function Block({ block, still }: { block: ChatBlock; still: boolean }) {
  switch (block.kind) {
    case 'checklist':
      return still ? <PlainList items={block.items} /> : <Checklist items={block.items} />
    case 'fees':
      return <Fees block={block} />
    case 'dates':
      return <Dates rows={block.rows} still={still} />
    case 'rows':
      return <Rows rows={block.rows} />
    case 'file':
      return still ? null : <FileButton file={{ id: block.id, name: block.name, bytes: null }} />
  }
}

const PlainList = ({ items }: { items: Of<'checklist'>['items'] }) => (
  <ul class="checklist">
    {items.map((item) => (
      <li key={item.id} class="check">
        <span class="box" aria-hidden="true" />
        <span>
          <Text text={item.text} />
        </span>
      </li>
    ))}
  </ul>
)

function Checklist({ items }: { items: Of<'checklist'>['items'] }) {
  const { ticks } = useChat()
  const done = items.filter((item) => ticks.includes(item.id)).length
  return (
    <div class="checking">
      <ul class="checklist">
        {items.map((item) => (
          <li key={item.id}>
            <label class="check">
              <input type="checkbox" checked={ticks.includes(item.id)} onChange={(event) => tick(item.id, event.currentTarget.checked)} />
              <span>
                <Text text={item.text} />
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p class="hint no-print">
        <Ui>
          {t('checklist-count', { done, total: items.length })} {t('checklist-hint')}
        </Ui>
      </p>
    </div>
  )
}

const Fees = ({ block }: { block: Of<'fees'> }) => (
  <table class="fees">
    <tbody>
      {block.rows.map((row) => (
        <tr key={row.label}>
          <th scope="row">
            <Plain text={row.label} />
          </th>
          <td>
            <bdi>{row.amount}</bdi>
          </td>
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">{block.total.label}</th>
        <td>
          <bdi>{block.total.amount}</bdi>
        </td>
      </tr>
    </tfoot>
  </table>
)

const Rows = ({ rows }: { rows: Of<'rows'>['rows'] }) => (
  <dl class="rows">
    {rows.map((row) => {
      const href = safeHref(row.href)
      const web = href?.startsWith('http') ? { target: '_blank', rel: 'noopener nofollow' } : {}
      return (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            {href ? (
              <a href={href} dir="auto" {...web}>
                {row.value}
              </a>
            ) : (
              <Text text={row.value} />
            )}
          </dd>
        </div>
      )
    })}
  </dl>
)
