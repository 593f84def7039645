import type { Failed } from '../channel.ts'

/** How far a mail had come. After `data` its words were on their way. */
export type Stage = 'connect' | 'login' | 'envelope' | 'data'

type Refusal = { readonly code?: unknown; readonly responseCode?: unknown; readonly response?: unknown; readonly command?: unknown }

/** A server's answer without whom it is about. */
export const withoutPeople = (text: string): string => text.replace(/[^\s<>"']+@[^\s<>"']+/g, '(address)').replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200).trim()

/** What refusals mean: the first digit, and the detail of RFC 3463 (https://www.rfc-editor.org/rfc/rfc5321#section-4.2, https://www.rfc-editor.org/rfc/rfc3463). */
export function failedFrom(stage: Stage, error: unknown): Failed {
  const { code, responseCode, response, command } = (error ?? {}) as Refusal
  const status = typeof responseCode === 'number' ? responseCode : 0
  const said = withoutPeople(typeof response === 'string' ? response : '')
  const explain = `The mail server: ${said || (typeof code === 'string' ? code : 'no answer')}`
  if (status >= 500) return refused(stage, said, explain, String(command ?? ''))
  if (stage === 'login') return code === 'EAUTH' && status === 0 ? { kind: 'pause', explain: `${explain}. Check MAIL_SMTP_URL.`, code: 'token' } : { kind: 'away', explain }
  if (stage === 'connect') return { kind: 'away', explain: status > 0 ? explain : `The mail server cannot be reached (${typeof code === 'string' ? code : 'no answer'}).` }
  if (status >= 400) return { kind: 'retry', retryAt: null, explain }
  if (stage === 'data') return { kind: 'ambiguous', explain: 'The mail server took it and did not confirm: the message may have arrived.' }
  return code === 'EENVELOPE' ? { kind: 'permanent', explain: 'Her address cannot be written to from this mail server.' } : { kind: 'retry', retryAt: null, explain: 'The mail server broke off before it took the message.' }
}

function refused(stage: Stage, said: string, explain: string, command: string): Failed {
  if (stage === 'login') return { kind: 'pause', explain: `${explain}. The user or password is not valid: check MAIL_SMTP_URL.`, code: 'token' }
  if (stage === 'connect') return { kind: 'pause', explain }
  if (stage === 'data') return { kind: 'permanent', explain }
  if (/RCPT/i.test(command)) return { kind: isGone(said) ? 'unreachable' : 'permanent', explain }
  // Before any recipient is named only the sender or the size can be wrong.
  return /^552|\b5\.3\.4\b|size/i.test(said) ? { kind: 'permanent', explain } : { kind: 'pause', explain: `${explain}. Check MAIL_FROM.`, code: 'configuration' }
}

/** 5.1.x and 5.2.1: nobody is there. Without a detail, 550 says the same. */
function isGone(said: string): boolean {
  const detail = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0]
  return detail === undefined ? /^55[013]\b/.test(said) : /^5\.1\.|^5\.2\.1$/.test(detail)
}
