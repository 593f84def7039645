import { Button } from 'design-react-kit'
import { useEffect, useRef, useState } from 'react'
import type { Taught, TaughtList } from '../../../web/contract/content.ts'
import { ifSignedOut } from '../expired.ts'
import { fetchTaught, Refused, removeTaught } from '../net/api.ts'
import { say } from '../state.ts'
import { moment } from '../times.ts'
import { reasonOf } from '../trouble.ts'
import { languageName, t } from '../words.ts'
import { counted } from './missed.ts'

/** What was taught, the newest first, to look after it. */
export function TaughtTexts({ count }: { count: number }) {
  const [list, setList] = useState<TaughtList | null>(null)
  const [asked, setAsked] = useState(false)
  const head = useRef<HTMLHeadingElement>(null)
  const failed = (error: unknown): void => void (ifSignedOut(error) || say(reasonOf(error), 'bad'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number means that another was taught or removed
  useEffect(() => {
    if (asked) fetchTaught(null).then(setList, failed)
  }, [asked, count])
  const more = async (): Promise<void> => {
    const page = await fetchTaught(list?.next ?? null).catch(failed)
    if (page && list) setList({ ...page, items: [...list.items, ...page.items] })
  }
  const remove = async (text: Taught): Promise<void> => {
    try {
      counted((await removeTaught(text.id)).taught)
      say(t('content.missing.removed'))
    } catch (error) {
      failed(error)
      if (!(error instanceof Refused && error.code === 'already-done')) return
    }
    setList((now) => now && { ...now, items: now.items.filter((one) => one.id !== text.id) })
    head.current?.focus()
  }
  return (
    <section className="missed-taught">
      <h2 ref={head} tabIndex={-1} className="h5">
        {t('content.missing.taught', { count })}
      </h2>
      {!asked && (
        <Button color="secondary" outline size="xs" onClick={() => setAsked(true)}>
          {t('content.missing.taught-show')}
        </Button>
      )}
      <ul className="missed-list">
        {list?.items.map((text) => (
          <li key={text.id}>
            <p className="missed-top small">
              <bdi>{text.topic}</bdi> · <bdi lang={text.language}>{languageName(text.language)}</bdi> · <bdi>{text.by}</bdi> · <time dateTime={text.at}>{moment(text.at)}</time>
            </p>
            <p className="missed-text" lang={text.language} dir={text.dir}>
              <bdi>{text.text}</bdi>
            </p>
            <p className="fact-actions">
              <Button color="secondary" outline size="xs" onClick={() => void remove(text)}>
                {t('content.missing.remove')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
      {list?.next && (
        <button type="button" className="more" onClick={() => void more()}>
          {t('content.missing.more')}
        </button>
      )}
    </section>
  )
}
