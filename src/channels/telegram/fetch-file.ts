import { type Telegram, TelegramError } from 'telegraf'
import { FetchRefused } from '../channel.ts'

/** What Telegram says of a file that it will never give. */
const NEVER = /file is too big|(?:wrong|invalid) file[_ ]?id|wrong remote file|file_id_invalid|file not found/i
/** A link is good for an hour; these say that this file is gone. */
const GONE = new Set([400, 403, 404, 410])
/** Times longer than for a text. */
const DOWNLOAD = 4

/** The bytes that she sent. The address holds the bot's token: no error may carry it. */
export async function fetchFile(telegram: Telegram, fileId: string, patience: number, fetch: typeof globalThis.fetch): Promise<AsyncIterable<Uint8Array>> {
  const file = await telegram.callApi('getFile', { file_id: fileId }, { signal: AbortSignal.timeout(patience) as never }).catch((error: unknown) => {
    if (error instanceof TelegramError && error.code === 400 && NEVER.test(error.description)) throw new FetchRefused(`Telegram: ${error.description}`)
    throw new Error('Telegram did not say where the file is.')
  })
  const response = await fetch(await telegram.getFileLink(file), { signal: AbortSignal.timeout(patience * DOWNLOAD) }).catch(() => null)
  if (response === null || response.body === null || (!response.ok && !GONE.has(response.status))) throw new Error('Telegram did not give the file.')
  if (!response.ok) throw new FetchRefused(`Telegram does not have the file any more (${response.status}).`)
  return response.body
}
