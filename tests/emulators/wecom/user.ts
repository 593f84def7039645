import { randomInt } from 'node:crypto'
import type { Json } from '../wechat/json.ts'
import type { Kind, Room } from './media.ts'
import { createScreen } from '../screen.ts'
import type { Option, Shown } from './shown.ts'
import { createSession } from './session.ts'

export type World = {
  readonly kf: string
  readonly media: Room
  readonly patience: number
  readonly now: () => number
  /** It happened on the account: the desk can ask for it, and is knocked at. */
  readonly happened: (json: Json) => void
  readonly nextId: () => string
}
export type NewUser = { readonly nickname: string; readonly id?: string }
export type FakeUser = ReturnType<typeof createUser>

const idOf = (): string => `wm${Array.from({ length: 30 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789-_'[randomInt(60)]).join('')}`
const MIMES: Readonly<Record<Kind, string>> = { image: 'image/jpeg', voice: 'audio/amr', video: 'video/mp4', file: 'application/octet-stream' }

/** Somebody with WeChat on her phone, in her chat with the account. */
export function createUser(world: World, { nickname, id = idOf() }: NewUser) {
  const { kf, media, now, nextId, happened } = world
  const screen = createScreen<Shown>(nickname, world.patience)
  const session = createSession(now)
  let refusing = false
  let last: Json | null = null
  const base = (origin: 3 | 4 | 5, type: string): Json => ({ msgid: nextId(), send_time: Math.floor(now() / 1000), origin, msgtype: type })
  const event = (type: string, more: Json = {}): void => happened({ ...base(4, 'event'), event: { event_type: type, open_kfid: kf, external_userid: id, ...more } })

  function message(type: string, content: Json, shown: Partial<Shown> = {}): string {
    session.wrote()
    screen.show({ who: 'she', via: null, kind: 'other', text: '', options: [], ...shown })
    last = { ...base(3, type), open_kfid: kf, external_userid: id, [type]: content }
    happened(last)
    return String(last.msgid)
  }
  const say = async (text: string): Promise<string> => message('text', { content: text }, { kind: 'text', text })
  const file = async (kind: Kind, bytes: Buffer, mime = MIMES[kind]): Promise<string> => message(kind, { media_id: media.keep(kind, mime, bytes).id }, { kind })
  const find = (label: string | ((o: Option) => boolean)): Option | null =>
    screen.chat.toReversed().flatMap((s) => s.options).find((o) => (typeof label === 'string' ? o.label === label : label(o))) ?? null

  return {
    id, nickname, screen, session,
    get chat(): readonly Shown[] { return screen.chat },
    expect: screen.expect, expectSilence: screen.expectSilence,
    /** Opens the chat, perhaps from a poster. */
    async open(scene?: string): Promise<void> {
      const code = session.opened()
      event('enter_session', { scene: scene === undefined ? '' : 'poster', ...(scene !== undefined && { scene_param: scene }), ...(code !== null && { welcome_code: code }) })
    },
    say,
    /** Taps the newest menu that has it, once there is one. */
    async tap(label: string | ((o: Option) => boolean)): Promise<void> {
      const found = await screen.waitFor(() => find(label))
      if (!found) throw new Error(`${nickname} found no option ${String(label)}`)
      message('text', { content: found.label, menu_id: found.id }, { kind: 'text', text: found.label })
    },
    /** A changed client may send any id. */
    forge: async (menu: string, label = '续居留') => message('text', { content: label, menu_id: menu }, { kind: 'text', text: label }),
    sendImage: (bytes: Buffer, mime = 'image/jpeg') => file('image', bytes, mime),
    sendVoice: (bytes: Buffer) => file('voice', bytes),
    sendVideo: (bytes: Buffer) => file('video', bytes),
    sendFile: (bytes: Buffer, mime?: string) => file('file', bytes, mime),
    sendLocation: async (latitude: number, longitude: number, name = '普拉托 📍') => message('location', { latitude, longitude, name, address: 'Piazza del Comune 2' }),
    sendLink: async (title: string, url: string) => message('link', { title, desc: '', url, pic_url: '' }),
    sendCard: async () => message('business_card', { userid: 'zhangsan' }),
    sendMiniprogram: async () => message('miniprogram', { title: '小程序', appid: 'wx123', pagepath: 'index.html', thumb_media_id: 'x' }),
    sendMerged: async () => message('merged_msg', { title: '群聊的聊天记录', item: [{ send_time: 1, msgtype: 'text', sender_name: '王芳', msg_content: '{"text":{"content":"你好"}}' }] }),
    sendChannels: async () => message('channels', { sub_type: 1, nickname: '视频号', title: '动态' }),
    /** A message of any kind, as `hologram`. */
    send: async (type: string, content: Json) => message(type, content),
    event,
    recall: async (msgid: string) => event('user_recall_msg', { recall_msgid: msgid }),
    /** She takes no more messages of the account. */
    block: async (): Promise<void> => void (refusing = true),
    unblock: async (): Promise<void> => void (refusing = false),
    refuses: () => refusing,
    sendFailed: (msgid: string, type: number): void => event('msg_send_fail', { fail_msgid: msgid, fail_type: type }),
    /** Her last message comes again, with the same id. */
    async repeat(): Promise<void> {
      if (last !== null) happened(last)
    },
    /** Somebody in WeCom takes the conversation, writes in it, or ends it. */
    person: {
      take(servicer: string): void {
        session.move(3, servicer)
        event('session_status_change', { change_type: 1, new_servicer_userid: servicer })
      },
      say(text: string): void {
        screen.show({ who: 'person', via: null, kind: 'text', text, options: [] })
        happened({ ...base(5, 'text'), open_kfid: kf, external_userid: id, servicer_userid: session.servicer() ?? '', text: { content: text } })
      },
      end(): void {
        const servicer = session.servicer() ?? ''
        session.move(4, null)
        event('session_status_change', { change_type: 3, old_servicer_userid: servicer })
      },
    },
  }
}
