import { closeConversation } from '../route.ts'
import { useInbox } from '../state.ts'
import { loadThread } from '../thread/thread.ts'
import { t } from '../words.ts'
import { Choose } from './choose.tsx'
import { Foot } from './foot.tsx'
import { Messages } from './messages.tsx'
import { ThreadHead } from './thread-head.tsx'

/** The old conversation stays on the screen, quiet, until the new one is here. */
export function ThreadPane() {
  const id = useInbox((s) => s.thread?.summary.id ?? null)
  const loading = useInbox((s) => s.open !== null && s.open !== s.thread?.summary.id && s.threadTrouble === null)
  const trouble = useInbox((s) => s.threadTrouble)
  return (
    <main className={loading ? 'thread loading' : 'thread'} id="thread" tabIndex={-1} aria-label={t('thread.title')} aria-busy={loading}>
      {trouble && <Trouble words={trouble} />}
      {!trouble && id === null && <Choose />}
      {!trouble && id !== null && (
        <>
          <ThreadHead key={`head ${id}`} />
          <Messages key={`messages ${id}`} />
          <Foot key={`foot ${id}`} />
        </>
      )}
    </main>
  )
}

function Trouble({ words }: { words: string }) {
  const open = useInbox((s) => s.open)
  return (
    <div className="alone">
      <p className="notice bad" role="alert">
        {words}
      </p>
      {open && (
        <button type="button" className="btn btn-primary btn-xs" onClick={() => void loadThread(open)}>
          {t('composer.retry')}
        </button>
      )}
      <button type="button" className="plain" onClick={closeConversation}>
        {t('thread.back')}
      </button>
    </div>
  )
}
