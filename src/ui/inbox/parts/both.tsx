import type { Entry } from '../../../web/contract/inbox.ts'
import { useInbox } from '../state.ts'
import { Text } from './text.tsx'

/** What was said, always, and below it the same for the operator. */
export function Both({ entry, clamp = false }: { entry: Pick<Entry, 'text' | 'mine' | 'language' | 'dir'>; clamp?: boolean }) {
  const language = useInbox((s) => s.language)
  const { text, mine, dir } = entry
  const look = clamp ? ' clamp' : ''
  return (
    <>
      {text !== '' && (
        <p className={`said-text${look}`} lang={entry.language} dir={dir}>
          <Text text={text} />
        </p>
      )}
      {mine !== null && mine !== '' && mine !== text && (
        <p className={`mine-text${look}`} lang={language} dir="ltr">
          <Text text={mine} />
        </p>
      )}
    </>
  )
}
