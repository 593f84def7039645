/** Ids as long as the desk's own: 29 characters that sort by time. Counted, so that two runs write the same. */
export const idsFrom = (start: number) => {
  let next = start
  return (): string => `0mhm00000${(next++).toString(16).padStart(20, '0')}`
}

export const addressOf = (citizen: number): string => `0mha00000${citizen.toString(16).padStart(20, '0')}`
/** A citizen's token, as the desk makes them: 32 characters. */
export const tokenOf = (citizen: number): string => `token-${String(citizen).padStart(26, '0')}`
/** A message's id, as browsers make them: a UUID. */
export const messageId = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

export const DESK = 'demo'
export const CHANNEL = 'web-chat'
