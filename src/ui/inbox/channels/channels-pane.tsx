import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { ChannelCard } from './channel-card.tsx'

/** How every way in and out does. */
export function ChannelsPane() {
  const list = useInbox((s) => s.channels)
  const trouble = useInbox((s) => s.channelsTrouble)
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
