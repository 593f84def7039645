import { useEffect } from 'preact/hooks'

/** On iOS the keyboard covers the page without making it shorter: the room’s height follows what can be seen. */
export function useVisibleHeight(): void {
  useEffect(() => {
    const seen = window.visualViewport
    if (!seen) return
    const measure = () => {
      // Zoomed in with two fingers is not a keyboard.
      const height = seen.scale > 1.05 ? '' : `${seen.height}px`
      document.documentElement.style.setProperty('--seen', height || '100%')
    }
    measure()
    seen.addEventListener('resize', measure)
    return () => seen.removeEventListener('resize', measure)
  }, [])
}
