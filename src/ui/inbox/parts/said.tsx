import { useEffect, useState } from 'react'
import { useInbox } from '../state.ts'

const SHOWN_MS = { plain: 3_500, bad: 8_000, heard: 0 }

/** What happened, for ears and eyes. It never takes the focus and goes by itself. */
export function Said() {
  const said = useInbox((s) => s.said)
  const [visible, setVisible] = useState(false)
  useEffect(() => {
    setVisible(said.text !== '')
    const timer = setTimeout(() => setVisible(false), SHOWN_MS[said.look])
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div
      className={`said${visible && said.text && said.look !== 'heard' ? '' : ' visually-hidden'}${said.look === 'bad' ? ' bad' : ''}`}
      role="status"
      aria-live="polite"
      aria-atomic="true"
    >
      <span key={said.at}>{said.text}</span>
    </div>
  )
}
