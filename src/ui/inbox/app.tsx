import { useEffect } from 'react'
import { useKeys } from './act/keys.ts'
import { ChannelsPane } from './channels/channels-pane.tsx'
import { ContentRoom } from './content/room.tsx'
import { Dialogs } from './dialogs/dialogs.tsx'
import { Bar } from './parts/bar.tsx'
import { Door } from './parts/door.tsx'
import { Person } from './parts/person.tsx'
import { QueuePane } from './parts/queue.tsx'
import { Said } from './parts/said.tsx'
import { ThreadPane } from './parts/thread.tsx'
import { Undo } from './parts/undo.tsx'
import { arrive } from './session.ts'
import { useInbox } from './state.ts'
import { t, tDoor } from './words.ts'

export function App() {
  const phase = useInbox((s) => s.phase)
  useTitle()
  if (phase === 'loading')
    return (
      <p className="alone" role="status">
        {tDoor('loading')}
      </p>
    )
  if (phase === 'unreachable') return <Unreachable />
  return (
    <>
      {phase === 'door' ? <Door /> : <Desk />}
      <Said />
    </>
  )
}

function Desk() {
  const open = useInbox((s) => s.open)
  const personOpen = useInbox((s) => s.personOpen)
  const room = useInbox((s) => s.room)
  const fact = useInbox((s) => s.factOpen)
  useKeys()
  const pane = room === 'missed' || room === 'channels' ? 'missed' : (room === 'facts' ? fact : open) === null ? 'queue' : room === 'conversations' && personOpen ? 'person' : 'thread'
  return (
    <div className="desk" data-room={room} data-pane={pane}>
      <a className="skip" href="#thread">
        {t(room === 'conversations' ? 'bar.skip' : 'content.skip')}
      </a>
      <Bar />
      {room === 'conversations' ? (
        <>
          <QueuePane />
          <ThreadPane />
          <Person />
        </>
      ) : room === 'channels' ? (
        <ChannelsPane />
      ) : (
        <ContentRoom />
      )}
      <Undo />
      <Dialogs />
    </div>
  )
}

/** How many wait is told in the tab's title too. */
function useTitle(): void {
  const language = useInbox((s) => s.language)
  const waiting = useInbox((s) => (s.phase === 'inside' ? (s.counts?.waiting ?? 0) : 0))
  const door = useInbox((s) => s.phase === 'door')
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${door ? `${tDoor('title')} · ` : ''}Sportello`
  }, [language, waiting, door])
}

const Unreachable = () => (
  <main className="alone">
    <p role="alert">{tDoor('offline')}</p>
    <button type="button" className="btn btn-primary" onClick={() => void arrive()}>
      {tDoor('retry')}
    </button>
  </main>
)
