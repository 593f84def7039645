import type { TurnEvent } from '../core/event.ts'
import type { FileRef, ServiceResult } from '../core/input.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'
import { inDays, type Retention } from './record.ts'

type Requested = Extract<TurnEvent, { kind: 'requested' }>

/** Asks a service after the commit and brings its answer back through the same door. */
export function createCalls(ports: Ports, receive: () => Receive, retention: Retention, text: (key: string, language: string) => string) {
  const keepFile = async (conversation: string, name: string, mime: string, bytes: Uint8Array): Promise<FileRef> => {
    const file = { id: ports.newId(), name, mime, bytes: bytes.byteLength }
    const now = ports.clock.now()
    await ports.files.keep(file.id, bytes)
    await ports.store.addFile({ ...file, conversation, createdAt: now, expiresAt: inDays(now, retention.fileDays), state: 'here', explain: null })
    return file
  }
  const ask = async (conversation: string, language: string, { service: name, args }: Requested): Promise<ServiceResult> => {
    const service = ports.services.get(name)
    if (!service) return { case: 'failed' }
    try {
      return await service.run(args, { language, text: (key) => text(key, language), keepFile: (file, mime, bytes) => keepFile(conversation, file, mime, bytes) })
    } catch (error) {
      ports.log.error({ conversation, service: name, error: error instanceof Error ? error.name : 'unknown' }, 'a service failed')
      return { case: 'failed' }
    }
  }
  return async (conversation: string, language: string, requested: Requested): Promise<void> => {
    const result = await ask(conversation, language, requested)
    await receive().inside({ conversation, externalId: null, content: { kind: 'served', call: requested.call, result } })
    await ports.store.dropTimer(`${conversation}:${requested.call}`)
  }
}
