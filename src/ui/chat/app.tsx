import { useEffect, useLayoutEffect } from 'preact/hooks'
import { arrive, quickExit } from './desk.ts'
import { watchEscape } from './exit.ts'
import { Banner } from './parts/banner.tsx'
import { Composer } from './parts/composer.tsx'
import { Door } from './parts/door.tsx'
import { Header } from './parts/header.tsx'
import { Curtain } from './parts/curtain.tsx'
import { Status } from './parts/status.tsx'
import { Thread } from './parts/thread.tsx'
import { Welcome } from './parts/welcome.tsx'
import { deskName, directionOf, set, useChat } from './state.ts'
import { useVisibleHeight } from './viewport.ts'

export function App() {
  const { phase, language, hidden } = useChat()
  useVisibleHeight()
  useEffect(() => watchEscape(quickExit), [])
  // With the page itself, not after it: the name of the desk must not outlast the curtain.
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = directionOf(language)
    document.title = hidden || phase === 'left' ? '\u200b' : deskName()
  })
  if (phase === 'left') return null
  // Behind the curtain everything stays: what she was writing, and where she was reading.
  return (
    <>
      <div class={hidden ? 'desk away' : 'desk'}>
        <Header />
        <Banner />
        <Room />
      </div>
      {hidden && <Curtain />}
    </>
  )
}

function Room() {
  const { phase } = useChat()
  if (phase === 'loading') return <main class="loading" aria-busy="true" />
  if (phase === 'unreachable') return <Unreachable />
  if (phase === 'choosing') return <Welcome />
  if (phase === 'door') return <Door />
  return (
    <>
      <Thread />
      <footer class="foot">
        <Status />
        <Composer />
      </footer>
    </>
  )
}

/** Before any word has arrived: so in every language at once. */
function Unreachable() {
  const retry = () => {
    set({ phase: 'loading' })
    void arrive()
  }
  return (
    <main class="unreachable">
      <button type="button" class="wide" onClick={retry}>
        <span lang="it">Riprova</span> · <span lang="zh">重试</span> · <span lang="en">Try again</span> · <span lang="es">Reintentar</span>
        {' · '}
        <span lang="fr">Réessayer</span> ·{' '}
        <span lang="ar" dir="rtl">
          إعادة المحاولة
        </span>
      </button>
    </main>
  )
}
