import { expect, it } from 'vitest'
import { frames, type Frame } from '../../src/ui/chat/net/sse.ts'

function read(chunks: readonly string[]) {
  const got: Frame[] = []
  const parser = frames((frame) => got.push(frame))
  for (const chunk of chunks) parser.push(chunk)
  return { got, retry: parser.retry() }
}

const TEXT = 'retry: 3000\n\n: ping\n\nid: 4\nevent: message\ndata: {"a":\ndata: 1}\n\nevent: state\ndata: 您好\n\n'
const FRAMES = [
  { event: 'message', data: '{"a":\n1}', id: '4' },
  { event: 'state', data: '您好', id: null },
]

it('reads events, skips comments and remembers the retry', () => expect(read([TEXT])).toEqual({ got: FRAMES, retry: 3000 }))

it('reads the same however the network cuts it', () => {
  for (let at = 0; at <= TEXT.length; at++) expect(read([TEXT.slice(0, at), TEXT.slice(at)]).got).toEqual(FRAMES)
})

it('reads carriage returns, cut in the middle too', () => {
  const text = TEXT.replaceAll('\n', '\r\n')
  for (let at = 0; at <= text.length; at++) expect(read([text.slice(0, at), text.slice(at)]).got).toEqual(FRAMES)
})
