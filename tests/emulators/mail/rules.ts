/** What a careful mail server refuses of a message, with its words; null: it takes it. */
export function refusalOf(raw: Buffer): { readonly code: number; readonly text: string } | null {
  const text = raw.toString('latin1')
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) return { code: 550, text: '5.6.11 Bare line ends are not accepted' }
  const lines = text.split('\r\n')
  if (lines.some((line) => line.length > 998)) return { code: 550, text: '5.6.0 Line too long' }
  const head = lines.slice(0, lines.indexOf(''))
  if (head.some((line) => /[^\t\x20-\x7e]/.test(line))) return { code: 550, text: '5.6.7 Header is not ASCII' }
  if (head.some((line) => !/^(?:[!-9;-~]+:|[ \t]+\S)/.test(line))) return { code: 550, text: '5.6.0 Malformed header' }
  for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version', 'auto-submitted']) {
    const count = head.filter((line) => line.toLowerCase().startsWith(`${name}:`)).length
    if (count > 1) return { code: 550, text: `5.7.1 Messages with multiple ${name} headers are not accepted` }
    if (count === 0 && ['from', 'date', 'message-id'].includes(name)) return { code: 550, text: `5.7.1 No ${name} header` }
  }
  return null
}
