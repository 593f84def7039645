import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { RoomLink } from './room-link.tsx'

const TABS = [
  ['facts', 'content.facts'],
  ['missed', 'content.missed'],
] as const

export function Tabs() {
  const room = useInbox((s) => s.room)
  return (
    <div className="tabs">
      {TABS.map(([one, word]) => (
        <RoomLink key={one} room={one} current={room === one}>
          {t(word)}
        </RoomLink>
      ))}
    </div>
  )
}
