import { useEffect } from 'react'
import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { ChannelCard } from './channel-card.tsx'
import { loadChannels } from './channels.ts'

/** Milliseconds: a code to be scanned is good for some twenty seconds. */
const PAIRING = 5_000

/** How every way in and out does. */
export function ChannelsPane() {
  const list = useInbox((s) => s.channels)
  const trouble = useInbox((s) => s.channelsTrouble)
  const pairs = list?.items.some(({ official }) => !official) ?? false
  useEffect(() => {
    if (!pairs) return
    const timer = setInterval(() => void loadChannels(), PAIRING)
    return () => clearInterval(timer)
  }, [pairs])
  return (
    <main className="missed" id="thread" tabIndex={-1} aria-label={t('channel.title')}>
      <div className="missed-body">
        <h1 className="room-title">{t('channel.title')}</h1>
        <p className={trouble ? 'notice bad' : 'visually-hidden'} role="status">
          {trouble}
        </p>
        <ul className="missed-list">{list?.items.map((channel) => <ChannelCard key={channel.channel} channel={channel} mayChange={list.mayChange} />)}</ul>
      </div>
    </main>
  )
}
