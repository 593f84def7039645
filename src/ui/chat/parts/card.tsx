import { useRef, useState } from 'preact/hooks'
import type { ChatMessage } from '../../../web/contract/chat.ts'
import { cardSides } from '../card/sides.ts'
import { saveImage } from '../card/image.ts'
import { printCard } from '../card/print.ts'
import { deskName } from '../state.ts'
import { t } from '../words.ts'
import { Blocks } from './blocks.tsx'
import { Paragraphs } from './text.tsx'
import { Ui } from './ui.tsx'

type Props = { message: ChatMessage; card: NonNullable<ChatMessage['card']> }

/** Her language beside Italian: to print, to save, to show at a counter. */
export function Card({ message, card }: Props) {
  const paper = useRef<HTMLElement>(null)
  const [failed, setFailed] = useState(false)
  const sides = cardSides(message, card)
  const foot = `${deskName()} · ${message.at.slice(0, 10).split('-').reverse().join('/')}`
  const save = () =>
    saveImage(sides, foot).then(
      () => setFailed(false),
      () => setFailed(true),
    )
  return (
    <section class="card" aria-label={card.title} ref={paper}>
      <div class={sides.length > 1 ? 'card-sides two' : 'card-sides'}>
        {sides.map(({ language, dir, title, text, blocks }, index) => (
          <div class="card-side" key={language} lang={language} dir={dir}>
            <h2>{title}</h2>
            <Paragraphs text={text} />
            <Blocks blocks={blocks} still={index > 0} />
          </div>
        ))}
      </div>
      <p class="card-foot" dir="auto">
        {foot}
      </p>
      <div class="card-actions no-print">
        <button type="button" onClick={() => printCard(paper.current)}>
          <Ui>{t('print')}</Ui>
        </button>
        <button type="button" onClick={() => void save()}>
          <Ui>{t('save-image')}</Ui>
        </button>
        {failed && (
          <p role="alert">
            ⚠ <Ui>{t('problem')}</Ui>
          </p>
        )}
      </div>
    </section>
  )
}
