import { Button } from 'design-react-kit'
import { handBack, openDialog, reopen, sendPrivatePage, take } from '../act/actions.ts'
import { useInbox } from '../state.ts'
import { t, tOf } from '../words.ts'
import { Composer } from './composer.tsx'

/** What the operator can do here: reply when it is his, else take it over, else say why not. */
export function Foot() {
  const summary = useInbox((s) => s.thread?.summary)
  const me = useInbox((s) => s.me?.id)
  if (!summary) return null
  const { id, mode, operator, outcome, channel } = summary
  const mine = mode === 'attended' && operator?.id === me
  return (
    <footer className="foot">
      {mine && <Composer key={id} conversation={id} />}
      {!mine && mode === 'attended' && <p className="foot-words">{t('composer.by-other', { name: operator?.name ?? '' })}</p>}
      {mode === 'closed' && (
        <p className="foot-words">{outcome ? t('composer.closed', { outcome: tOf('outcomes', outcome) }) : t('composer.closed-plain')}</p>
      )}
      {mode !== 'attended' && mode !== 'closed' && <Take id={id} />}
      <fieldset className="foot-actions" aria-label={t('actions.title')}>
        {mode === 'closed' && (
          <Button color="primary" size="xs" onClick={() => void reopen(id)}>
            {t('actions.reopen')}
          </Button>
        )}
        <Action words={t('actions.note')} keys="N" act={() => openDialog('note')} />
        {mine && channel !== 'web-chat' && <Action words={t('actions.private-page')} act={() => void sendPrivatePage(id)} hint={t('actions.private-page-hint')} />}
        {mine && <Action words={t('actions.release')} keys="B" act={() => void handBack(id)} hint={t('actions.release-hint')} />}
        {mine && <Action words={t('actions.transfer')} act={() => openDialog('transfer')} />}
        {mine && <Action words={t('actions.close')} keys="E" act={() => openDialog('close')} />}
      </fieldset>
    </footer>
  )
}

const Take = ({ id }: { id: string }) => (
  <div className="take">
    <p className="foot-words">{t('composer.take-first')}</p>
    <Button color="primary" size="xs" aria-keyshortcuts="t" onClick={() => void take(id)}>
      {t('actions.take')}
    </Button>
  </div>
)

const Action = ({ words, act, keys, hint }: { words: string; act: () => void; keys?: string; hint?: string }) => (
  <button type="button" className="action" onClick={act} title={hint} aria-keyshortcuts={keys?.toLowerCase()}>
    {words}
    {keys && <kbd>{keys}</kbd>}
  </button>
)
