import type { TurnEvent } from '../core/event.ts'
import type { FileRef, ServiceResult } from '../core/input.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'

export type KeepFile = (conversation: string, name: string, mime: string, bytes: Uint8Array) => Promise<FileRef>

type Requested = Extract<TurnEvent, { kind: 'requested' }>

/** Asks a service after the commit and brings its answer back through the same door. */
export function createCalls(ports: Ports, receive: () => Receive, keepFile: KeepFile, text: (key: string, language: string) => string) {
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
