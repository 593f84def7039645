export const isFramed = window.parent !== window

/** To the page around the panel. No content ever: only that the panel is there, or wants to close. */
export function tellPage(what: 'ready' | 'close' | 'exit'): void {
  if (isFramed) window.parent.postMessage({ sportello: what }, '*')
}

/** The page around asks to forget when Escape is pressed a second time after the panel closed. */
export function whenPageAsksToForget(forget: () => void): void {
  addEventListener('message', (event) => {
    if (event.source === window.parent && event.data?.sportello === 'forget') forget()
  })
}
