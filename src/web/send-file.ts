import type { Response } from 'express'

/** A kept file, in ranges where the browser asks for them, as players do. Its kind was read from its bytes; browsers must not guess again. */
export function sendFile(response: Response, path: string, { name, mime }: { readonly name: string; readonly mime: string }, inline: boolean): void {
  response.set({ 'content-type': mime, 'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.sendFile(path, { cacheControl: false, dotfiles: 'allow', lastModified: false }, (error) => {
    if (error && !response.headersSent) response.status(404).removeHeader('content-disposition')
    if (error && !response.writableEnded) response.end()
  })
}
