import type { FileRef, ServiceResult } from '../core/input.ts'

/** What a `call` step can ask for. It runs after the turn was saved; its answer comes back as a new input. */
export type Service = {
  readonly name: string
  /** Cases besides `failed`, which every call must foresee. */
  readonly cases: readonly string[]
  readonly run: (args: Readonly<Record<string, string>>, context: ServiceContext) => Promise<ServiceResult>
}

export type ServiceContext = {
  readonly language: string
  readonly text: (key: string) => string
  /** Keeps bytes as a file of the conversation, served to her and to operators until it expires. */
  readonly keepFile: (name: string, mime: string, bytes: Uint8Array) => Promise<FileRef>
}
