import { FileBox } from 'file-box'
import { createSignal, type Signal } from '../signal.ts'

/** Kinds as wechaty numbers them: https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts */
export const TYPE = { unknown: 0, attachment: 1, audio: 2, contact: 3, history: 4, sticker: 5, image: 6, text: 7, location: 8, miniProgram: 9, note: 10, transfer: 11, redEnvelope: 12, recalled: 13, link: 14, video: 15, post: 16 } as const
export type TypeName = keyof typeof TYPE

export type Shown = { readonly who: 'desk' | 'her'; readonly text: string; readonly file: { readonly name: string; readonly bytes: Buffer } | null }
export type Contact = { readonly id: string; readonly name: string; readonly type: number; friend: boolean; readonly chat: Shown[] }
export type Room = { readonly id: string; readonly topic: string; readonly members: readonly string[]; readonly said: string[] }
export type Message = { readonly id: string; readonly talkerId: string; readonly listenerId?: string; readonly roomId?: string; readonly mentionIdList?: readonly string[]; readonly text?: string; readonly timestamp: number; readonly type: number }

export const SELF = 'wxid_sportello'

/** What WeChat's own servers know; it outlives a login. */
export type World = {
  readonly contacts: Map<string, Contact>
  readonly rooms: Map<string, Room>
  readonly messages: Map<string, Message>
  readonly files: Map<string, { readonly name: string; readonly bytes: Buffer }>
  readonly places: Map<string, { readonly latitude: number; readonly longitude: number }>
  readonly accepted: string[]
  readonly changed: Signal
  readonly now: () => number
  next: number
}

export const createWorld = (now: () => number): World => ({
  contacts: new Map([[SELF, { id: SELF, name: 'Sportello', type: 1, friend: true, chat: [] }]]), rooms: new Map(), messages: new Map(), files: new Map(), places: new Map(), accepted: [], changed: createSignal(), now, next: 1,
})

export const boxOf = ({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): FileBox => FileBox.fromBase64(bytes.toString('base64'), name)
