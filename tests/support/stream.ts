/** Follows a chat's stream as a page does: after a cut it connects again, from where it was. */
export function followChat(url: () => string, token: string): { readonly seqs: readonly number[]; readonly texts: readonly string[]; readonly stop: () => void } {
  const seqs: number[] = []
  const texts: string[] = []
  const stopped = new AbortController()
  const follow = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await read(url(), token, seqs.at(-1) ?? 0, stopped.signal, (seq, text) => {
        seqs.push(seq)
        texts.push(text)
      }).catch(() => {})
      await new Promise((again) => setTimeout(again, 50))
    }
  }
  void follow()
  return { seqs, texts, stop: () => stopped.abort() }
}

async function read(url: string, token: string, after: number, signal: AbortSignal, hears: (seq: number, text: string) => void): Promise<void> {
  const response = await fetch(`${url}/api/chat/events?after=${after}`, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, signal })
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(chunk, { stream: true })
    const events = rest.split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      if (!/^event: message$/m.test(event)) continue
      const data = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as { seq: number; text: string }
      hears(data.seq, data.text)
    }
  }
}
