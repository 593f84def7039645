export type Frame = { event: string; data: string; id: string | null }

/** Reads a server-sent event stream piece by piece. `retry` is what the server last asked to wait, in milliseconds. */
export function frames(emit: (frame: Frame) => void): { push(chunk: string): void; retry(): number | null } {
  let rest = ''
  let retry: number | null = null
  let frame: Frame = { event: 'message', data: '', id: null }
  let filled = false

  function line(text: string): void {
    if (text === '') {
      if (filled) emit(frame)
      frame = { event: 'message', data: '', id: null }
      filled = false
      return
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(text) ?? []
    if (field === 'data') {
      frame.data = filled ? `${frame.data}\n${value}` : value
      filled = true
    }
    if (field === 'event') frame.event = value
    if (field === 'id') frame.id = value
    if (field === 'retry' && /^\d+$/.test(value)) retry = Number(value)
  }

  return {
    retry: () => retry,
    push(chunk) {
      const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const text of lines) line(text)
    },
  }
}
