/** Photos sent together come one by one, and nothing names what they belong to: those of one minute do. A voice is answered in other words. `at`: milliseconds since 1970. */
export const albumOf = (address: string, at: number, mime: string): string => `${address}:${Math.floor(at / 60_000)}${mime.startsWith('audio/') ? ':voice' : ''}`
