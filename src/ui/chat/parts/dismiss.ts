import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Closes an open panel on Escape, on a tap outside it, and when the focus leaves it. */
export function useDismiss(box: RefObject<HTMLElement>, isOpen: boolean, close: (refocus: boolean) => void): void {
  useEffect(() => {
    if (!isOpen) return
    const outside = (event: Event) => event.target instanceof Node && !box.current?.contains(event.target) && close(false)
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      close(true)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', key)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', key)
    }
  }, [box, isOpen, close])
}
