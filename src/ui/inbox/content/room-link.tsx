import type { MouseEvent, ReactNode } from 'react'
import { addressIn, go } from '../route.ts'
import type { Room } from '../state.ts'

type LinkProps = { room: Room; current: boolean; className?: string; children: ReactNode }

/** A link, so that it can also be opened in another tab. */
export function RoomLink({ room, current, className, children }: LinkProps) {
  const place = { room, id: null }
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void go(place)
  }
  return (
    <a className={className} href={addressIn(place)} aria-current={current ? 'page' : undefined} onClick={open}>
      {children}
    </a>
  )
}
