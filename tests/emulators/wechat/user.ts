import { randomInt } from 'node:crypto'
import { createGrants } from './grants.ts'
import type { Room } from './media.ts'
import type { MenuItem } from './menu.ts'
import type { Push } from './push.ts'
import { createScreen } from '../screen.ts'
import type { Option, Shown } from './shown.ts'
import type { Fields } from './xml.ts'

export type World = {
  readonly original: string
  readonly push: Push
  readonly media: Room
  readonly menu: () => readonly MenuItem[]
  readonly patience: number
  readonly now: () => number
  readonly nextId: () => string
  /** What is on its way to the desk. */
  readonly underway: Set<Promise<unknown>>
}
export type NewUser = { readonly nickname: string; readonly openid?: string; readonly follows?: boolean }
export type FakeUser = ReturnType<typeof createUser>

const TROUBLE = '该公众号提供的服务出现故障，请稍后再试'
/** What WeChat puts in the place of a sticker, a forwarded chat, a red envelope. */
const NOT_SUPPORTED = '【收到不支持的消息类型，暂无法显示】'
const openidOf = (): string => `o${Array.from({ length: 27 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789-_'[randomInt(60)]).join('')}`

/** Somebody with WeChat on her phone, in her chat with the account. */
export function createUser(world: World, { nickname, openid = openidOf(), follows = true }: NewUser) {
  const { push, media } = world
  const screen = createScreen<Shown>(nickname, world.patience)
  const grants = createGrants(world.now)
  let following = follows
  let last: Fields | null = null
  const base = (type: string): Fields => ({ ToUserName: world.original, FromUserName: openid, CreateTime: Math.floor(world.now() / 1000), MsgType: type })

  /** Resolves when the desk has answered, or was given up. */
  async function bring(fields: Fields): Promise<void> {
    last = fields
    const delivery = push.deliver(openid, fields).then((heard) => {
      if (!following || heard.kind === 'nothing') return
      const isText = heard.kind === 'text'
      screen.show({ who: isText ? 'account' : 'wechat', via: isText ? 'passive' : null, kind: 'text', text: isText ? heard.text : TROUBLE, options: [] })
    })
    world.underway.add(delivery)
    await delivery.finally(() => world.underway.delete(delivery))
  }
  function message(type: string, shown: Pick<Shown, 'kind' | 'text'>, content: Fields): Promise<void> {
    if (!following) throw new Error(`${nickname} does not follow the account`)
    grants.wrote()
    screen.show({ who: 'she', via: null, options: [], ...shown })
    return bring({ ...base(type), ...content, MsgId: world.nextId() })
  }
  function event(name: string, more: Fields = {}): Promise<void> {
    if (['subscribe', 'SCAN', 'CLICK'].includes(name)) grants.acted()
    return bring({ ...base('event'), Event: name, ...more })
  }
  const find = (label: string | ((o: Option) => boolean)): Option | null =>
    screen.chat.toReversed().flatMap((s) => s.options).find((o) => (typeof label === 'string' ? o.label === label : label(o))) ?? null

  return {
    openid, nickname, screen, grants,
    get chat(): readonly Shown[] { return screen.chat },
    get following(): boolean { return following },
    expect: screen.expect, expectSilence: screen.expectSilence,
    say: (text: string) => message('text', { kind: 'text', text }, { Content: text }),
    /** Taps the newest menu that has it, once there is one. */
    async tap(label: string | ((o: Option) => boolean)): Promise<void> {
      const found = await screen.waitFor(() => find(label))
      if (!found) throw new Error(`${nickname} found no option ${String(label)}`)
      await message('text', { kind: 'text', text: found.label }, { Content: found.label, bizmsgmenuid: found.id })
    },
    /** A changed client may send any id. */
    forge: (id: string, label = '续居留') => message('text', { kind: 'text', text: label }, { Content: label, bizmsgmenuid: id }),
    sendImage: (bytes: Buffer, mime = 'image/jpeg') => message('image', { kind: 'image', text: '' }, { PicUrl: 'http://mmbiz.qpic.cn/mmbiz_jpg/0', MediaId: media.keep(mime, bytes).id }),
    sendVoice: (bytes: Buffer, recognition?: string) => message('voice', { kind: 'voice', text: '' }, { MediaId: media.keep('audio/amr', bytes).id, Format: 'amr', ...(recognition === undefined ? {} : { Recognition: recognition }) }),
    sendVideo: (bytes: Buffer, type: 'video' | 'shortvideo' = 'video') => message(type, { kind: 'video', text: '' }, { MediaId: media.keep('video/mp4', bytes).id, ThumbMediaId: media.keep('image/jpeg', Buffer.from([0xff, 0xd8])).id }),
    sendLocation: (latitude: number, longitude: number, label = '普拉托 📍') => message('location', { kind: 'location', text: label }, { Location_X: latitude, Location_Y: longitude, Scale: 16, Label: label }),
    sendLink: (title: string, url: string) => message('link', { kind: 'link', text: title }, { Title: title, Description: '', Url: url }),
    sendSticker: () => message('text', { kind: 'text', text: NOT_SUPPORTED }, { Content: NOT_SUPPORTED }),
    /** A message of any kind, as `hologram`. */
    send: (type: string, content: Fields) => message(type, { kind: 'text', text: '' }, content),
    event,
    /** Follows the account, perhaps by scanning a poster. */
    async follow(scene?: string): Promise<void> {
      following = true
      await event('subscribe', { EventKey: scene === undefined ? '' : `qrscene_${scene}`, ...(scene === undefined ? {} : { Ticket: 'gQH47' }) })
    },
    scan: (scene: string) => event('SCAN', { EventKey: scene, Ticket: 'gQH47' }),
    async unfollow(): Promise<void> {
      following = false
      await event('unsubscribe', { EventKey: '' })
    },
    /** Taps the account's own menu at the foot of the chat. */
    click(name: string): Promise<void> {
      const item = world.menu().flatMap((i) => [i, ...i.items]).find((i) => i.name === name)
      if (item?.key == null) throw new Error(`The account's menu has no ${name}`)
      return event('CLICK', { EventKey: item.key })
    },
    /** Her last message comes again, with the same id. */
    async repeat(): Promise<void> {
      if (last !== null) await bring(last)
    },
  }
}
