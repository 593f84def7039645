export type Upload = { readonly name: string; readonly mime: string; readonly bytes: Buffer }
export type Form = { readonly fields: Map<string, string>; readonly files: Map<string, Upload> }

const CRLF = Buffer.from('\r\n')
const BLANK = Buffer.from('\r\n\r\n')

const boundaryOf = (contentType: string): string | null => /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)?.slice(1).find(Boolean) ?? null
const attribute = (header: string, name: string): string | null => new RegExp(`[;\\s]${name}="([^"]*)"`, 'i').exec(header)?.[1]?.replaceAll('%22', '"') ?? null

/** RFC 7578. Null when it is not one. */
export function readMultipart(body: Buffer, contentType: string): Form | null {
  const boundary = boundaryOf(contentType)
  if (!boundary) return null
  const form: Form = { fields: new Map(), files: new Map() }
  for (const part of partsOf(body, boundary)) addPart(form, part)
  return form
}

function* partsOf(body: Buffer, boundary: string): Generator<Buffer> {
  const marker = Buffer.from(`--${boundary}`)
  const before = Buffer.concat([CRLF, marker])
  let at = body.indexOf(marker)
  while (at >= 0) {
    const start = at + marker.length
    if (body.subarray(start, start + 2).toString() === '--') return
    const end = body.indexOf(before, start)
    if (end < 0) return
    yield body.subarray(start + CRLF.length, end)
    at = end + CRLF.length
  }
}

function addPart(form: Form, part: Buffer): void {
  const split = part.indexOf(BLANK)
  if (split < 0) return
  const headers = part.subarray(0, split).toString('utf8').split('\r\n')
  const header = (name: string): string => headers.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? ''
  const disposition = header('content-disposition')
  const name = attribute(disposition, 'name')
  const fileName = attribute(disposition, 'filename')
  const bytes = part.subarray(split + BLANK.length)
  if (name === null) return
  if (fileName === null) form.fields.set(name, bytes.toString('utf8'))
  else form.files.set(name, { name: fileName, mime: header('content-type'), bytes: Buffer.from(bytes) })
}
