import { openDialog } from '../act/actions.ts'
import { RoomLink } from '../content/room-link.tsx'
import { chooseLanguage, signOut } from '../session.ts'
import { useInbox } from '../state.ts'
import { INTERFACE, t } from '../words.ts'

/** The desk, the connection, the operator. */
export function Bar() {
  const me = useInbox((s) => s.me)
  const language = useInbox((s) => s.language)
  if (!me) return null
  return (
    <header className="bar">
      <span className="brand">Sportello</span>
      <span className="bar-desk">
        {me.desk.name} · {me.desk.open ? t('bar.open') : t('bar.closed')}
      </span>
      <Rooms />
      <Connection />
      <button type="button" className="bar-button bar-help" onClick={() => openDialog('help')}>
        <span aria-hidden="true">?</span>
        <span className="visually-hidden">{t('bar.help')}</span>
      </button>
      <select
        className="bar-button"
        aria-label={t('person.language')}
        value={language}
        onChange={(event) => void chooseLanguage(event.currentTarget.value)}
      >
        {INTERFACE.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <span className="bar-name">{me.name}</span>
      <button type="button" className="bar-button" onClick={() => void signOut()}>
        {t('bar.sign-out')}
      </button>
    </header>
  )
}

function Rooms() {
  const room = useInbox((s) => s.room)
  const checking = useInbox((s) => s.checking)
  return (
    <nav className="bar-rooms" aria-label={t('bar.rooms')}>
      <RoomLink room="conversations" current={room === 'conversations'} className="bar-room">
        {t('bar.conversations')}
      </RoomLink>
      <RoomLink room="facts" current={room === 'facts' || room === 'missed'} className="bar-room">
        {t('bar.content')}
        {checking > 0 && (
          <span className="bar-count">
            <span aria-hidden="true">{checking}</span>
            <span className="visually-hidden"> {t('bar.checking', { count: checking })}</span>
          </span>
        )}
      </RoomLink>
      <RoomLink room="channels" current={room === 'channels'} className="bar-room">
        {t('channel.title')}
      </RoomLink>
    </nav>
  )
}

function Connection() {
  const link = useInbox((s) => s.link)
  return (
    <span className={link === 'live' ? 'visually-hidden' : 'bar-link'} role="status">
      {link === 'live' ? t('bar.live') : t(`bar.${link}`)}
    </span>
  )
}
