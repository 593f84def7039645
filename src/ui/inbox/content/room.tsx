import { useInbox } from '../state.ts'
import { FactPane } from './fact-pane.tsx'
import { FactsPane } from './facts-pane.tsx'
import { MissedPane } from './missed-pane.tsx'

/** The editors' part of the desk. */
export function ContentRoom() {
  const room = useInbox((s) => s.room)
  if (room === 'missed') return <MissedPane />
  return (
    <>
      <FactsPane />
      <FactPane />
    </>
  )
}
