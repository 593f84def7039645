import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Request } from 'express'
import type { ConversationId, FileId } from '../../core/ids.ts'
import type { FileRef } from '../../core/input.ts'
import { cleanName } from '../../core/text.ts'
import type { StoredFile } from '../../store/store.ts'
import { FileRefused } from '../../switchboard/ports.ts'
import { inDays } from '../../switchboard/record.ts'
import { wholeBody } from '../body.ts'
import type { Upload } from '../contract/inbox.ts'
import type { Operator, WebPorts } from '../ports.ts'
import { Refusal } from '../problem.ts'

type Who = { readonly operator: Operator; readonly language: string }

/** Bytes of one file. */
const MOST = 10 * 1024 * 1024
/** Days in which what was uploaded must be sent. */
const UNSENT_DAYS = 1

/** A file that an operator will send with a reply. Until then it is served to nobody, and goes after a day. */
export async function receiveUpload(ports: WebPorts, request: Request, who: Who): Promise<Upload> {
  const bytes = await wholeBody(request, MOST)
  // A form on another site can send raw bytes, but not under this name.
  if (!request.is('application/octet-stream')) throw new Refusal(415, 'bad-request', 'Send the bytes as application/octet-stream.')
  const conversation = String(request.query.conversation ?? '')
  await requireHolder(ports, conversation, who)
  const id = ports.newId()
  const file = { id, name: cleanName(String(request.query.name ?? 'file')), ...(await ports.files.write(id, once(bytes))) }
  try {
    if (file.mime.startsWith('audio/')) throw new FileRefused('not-accepted', 'Only photos, PDF files and calendar files can be sent.')
    await keep(ports, { ...file, conversation, state: 'coming' }, UNSENT_DAYS)
  } catch (error) {
    await ports.files.forget([id])
    throw error
  }
  return file
}

/** What was uploaded becomes part of a reply, and stays as long as her files do. The same reply twice has the same files. */
export async function attachTo(ports: WebPorts, reply: { readonly id: string; readonly conversation: ConversationId }, uploads: readonly FileId[], who: Who): Promise<FileRef[]> {
  if (uploads.length > 0) await requireHolder(ports, reply.conversation, who)
  const sent: FileRef[] = []
  for (const upload of new Set(uploads)) sent.push(await attach(ports, reply, upload, who.language))
  return sent
}

async function attach(ports: WebPorts, reply: { readonly id: string; readonly conversation: ConversationId }, upload: FileId, language: string): Promise<FileRef> {
  const id = createHash('sha256').update(`${reply.id} ${upload}`).digest('hex').slice(0, 32)
  const before = await ports.store.file(id)
  if (before !== null) return refOf(before)
  const uploaded = await ports.store.file(upload)
  const isWaiting = uploaded?.conversation === reply.conversation && uploaded.state === 'coming' && uploaded.expiresAt > ports.clock.now()
  const gone = new Refusal(410, 'no-file', ports.words.text('inbox:errors.no-upload', {}, language))
  if (!isWaiting) throw gone
  const written = await ports.files.write(id, createReadStream(ports.files.path(upload))).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? gone : error
  })
  const file = { id, name: uploaded.name, ...written }
  await keep(ports, { ...file, conversation: reply.conversation, state: 'here' }, ports.retention.fileDays)
  return file
}

async function requireHolder({ store, words }: WebPorts, conversation: ConversationId, { operator, language }: Who): Promise<void> {
  const row = await store.row(conversation)
  if (row === null) throw new Refusal(404, 'no-conversation', words.text('inbox:errors.gone', {}, language))
  if (row.operator !== operator.id) throw new Refusal(409, 'taken', words.text('inbox:errors.not-taken', {}, language))
}

async function keep({ store, clock }: WebPorts, file: Omit<StoredFile, 'createdAt' | 'expiresAt' | 'explain'>, days: number): Promise<void> {
  const now = clock.now()
  await store.addFile({ ...file, createdAt: now, expiresAt: inDays(now, days), explain: null })
}

const refOf = ({ id, name, mime, bytes }: StoredFile): FileRef => ({ id, name, mime, bytes })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
