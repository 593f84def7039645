// A page that is to whatsapp-web.js what WhatsApp Web is: the modules that the library asks for, and a link to a phone (`window.phone`). Part of the stub page.
import { base64Of, mediaModules } from './media.js'
import { ChatModel, Collection, Emitter, MsgKey, MsgModel, Wid } from './models.js'

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
const ask = async (event) => {
  while (!window.phone) await pause(20)
  return JSON.parse(await window.phone(JSON.stringify(event)))
}

/** The link is kept where the real page keeps it, and is on the disk before the phone hears of it. */
const stored = (change) => new Promise((done, failed) => {
  const opening = indexedDB.open('signal-storage', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('link')
  opening.onerror = () => failed(opening.error)
  opening.onsuccess = () => {
    const transaction = opening.result.transaction('link', 'readwrite', { durability: 'strict' })
    const store = transaction.objectStore('link')
    if (change !== undefined) store.put(change, 'token')
    const reading = store.get('token')
    transaction.oncomplete = () => {
      opening.result.close()
      done(reading.result ?? null)
    }
  }
})

const socket = Object.assign(new Emitter(), { state: 'OPENING', hasSynced: false })
const cmd = Object.assign(new Emitter(), { refreshQR: () => newCode() })
const conn = Object.assign(new Emitter(), { ref: '2@stub-0', serialize: () => ({ pushname: 'Sportello', platform: 'android' }) })
const msgs = Object.assign(new Collection(), { getMessagesById: async (ids) => ({ messages: ids.flatMap((id) => msgs.get(id) ?? []) }), modelClass: MsgModel })
const chats = new Collection()
let people = {}
let codes = 0

function newCode() {
  conn.ref = `2@stub-${++codes}`
  conn.emit('change:ref', conn, conn.ref)
}
function moveTo(state) {
  socket.state = state
  socket.emit('change:state', socket, state)
}
async function sync() {
  while (!socket.has('change:hasSynced')) await pause(20)
  await pause(30)
  socket.hasSynced = true
  socket.emit('change:hasSynced', socket, true)
}
const chatAt = (id) => {
  if (!chats.items.has(id)) chats.items.set(id, new ChatModel(id))
  return chats.items.get(id)
}
/** A message as the phone tells it: text ids become the page's own. */
function keep(raw) {
  const remote = new Wid(raw.chat)
  const model = new MsgModel({ ...raw.fields, id: { fromMe: raw.fromMe ?? false, remote, id: raw.id, _serialized: `${raw.fromMe ?? false}_${raw.chat}_${raw.id}` }, from: raw.fromMe ? new Wid(people.me) : remote, to: raw.fromMe ? remote : new Wid(people.me), isNewMsg: raw.isNew, ack: 1, ...(raw.fields.directPath && { mediaData: { mediaStage: 'RESOLVED' } }) })
  msgs.items.set(model.id._serialized, model)
  const chat = chatAt(raw.chat)
  chat.msgs.add(model)
  chat.t = Math.max(chat.t, model.t ?? 0)
  return model
}

/** Somebody whose number is hidden is reached under her hidden id alone. */
async function findOrCreateLatestChat(wid) {
  const known = people.known.find((p) => p.phone === wid._serialized)
  if (known?.hidden) throw new Error('No LID for user')
  return { chat: chatAt(wid._serialized) }
}

function addAndSendMsgToChat(chat, message) {
  const model = new MsgModel(message)
  model.id = message.id
  msgs.items.set(model.id._serialized, model)
  chat.msgs.add(model)
  const sent = (async () => {
    const blob = message.mediaBlob?.file
    await ask({ kind: 'sent', chat: chat.id._serialized, id: message.id._serialized, type: message.type, text: blob ? message.caption ?? '' : message.body, file: blob ? { name: blob.name, mime: blob.type, data: await base64Of(blob) } : null })
    return { messageSendResult: 'OK' }
  })()
  msgs.emit('add', model)
  return [Promise.resolve(model), sent]
}

/** A page has all that its phone told it: there is nothing earlier, if only the chat can be opened. */
async function loadEarlierMsgs({ chat }) {
  const { fails } = await ask({ kind: 'earlier', chat: chat.id._serialized })
  if (fails) throw new Error('the chat cannot be opened')
  return []
}

const lidOf = (wid) => people.known.find((p) => p.phone === wid._serialized)?.lid
const phoneOf = (wid) => people.known.find((p) => p.lid === wid._serialized && !p.hidden)?.phone
const modules = {
  WAWebSocketModel: { Socket: socket }, WAWebCmd: { Cmd: cmd }, WAWebConnModel: { Conn: conn },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } }, WAWebAltDeviceLinkingApi: {},
  WABase64: { encodeB64: (bytes) => btoa(String.fromCharCode(...bytes)) },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' }, WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: new Uint8Array([1, 2, 3]) } }) } },
  WAWebSignalStoreApi: { waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: new Uint8Array([4, 5, 6]) } }) } },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'adv' },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => new Wid(people.me), getMaybeMeLidUser: () => new Wid('900000000000@lid') },
  WAWebCollections: { Msg: msgs, Chat: chats }, WAWebSyncGatingUtils: {}, WAWebCallCollection: {},
  WALinkify: { findLink: () => null, findLinks: () => [] },
  WAWebWidFactory: { createWid: (id) => new Wid(typeof id === 'string' ? id : id._serialized), asUserWidOrThrow: (wid) => wid },
  WAWebFindChatAction: { findOrCreateLatestChat }, WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebUpdateUnreadChatAction: { async sendSeen({ chat }) { chat.unreadCount = 0; await ask({ kind: 'seen', chat: chat.id._serialized }) } },
  WAWebChatGetters: { getIsNewsletter: () => false, getIsBroadcast: () => false }, WAWebMsgKey: MsgKey,
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) }, WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebApiContact: { getCurrentLid: (wid) => { const lid = lidOf(wid); return lid && new Wid(lid) }, getPhoneNumber: (wid) => { const phone = phoneOf(wid); return phone && new Wid(phone) } },
  WAWebQueryExistsJob: { queryWidExists: async (wid) => ({ wid }) }, WAWebChatLoadMessages: { loadEarlierMsgs },
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
  ...mediaModules(ask),
}
window.require = (name) => {
  if (!(name in modules)) throw new Error(`Requiring unknown module "${name}"`)
  return modules[name]
}

function revise(id, fields) {
  const model = msgs.get(id)
  const before = model.serialize()
  Object.assign(model, fields)
  model.fields = [...new Set([...model.fields, ...Object.keys(fields)])]
  return { model, before }
}

/** What the phone does to the page. */
window.fake = {
  async link({ token }) {
    await stored(token)
    moveTo('CONNECTED')
    await sync()
  },
  async logout() {
    await stored(null)
    moveTo('UNPAIRED')
  },
  /** As when the phone ends the link and nothing says so. */
  async expire() {
    await stored(null)
    socket.state = 'UNPAIRED'
  },
  receive({ raw }) {
    if (!raw.fromMe) chatAt(raw.chat).unreadCount += 1
    msgs.emit('add', keep(raw))
  },
  person: ({ known }) => void (people.known = known),
  ack({ id, level }) {
    const model = msgs.get(id)
    model.ack = level
    msgs.emit('change:ack', model, level)
  },
  edit({ id, fields }) {
    const { model, before } = revise(id, fields)
    msgs.emit('change:body', model, model.body, before.body)
  },
  /** Its words appear at once with its kind. */
  decrypt({ id, fields }) {
    const { model, before } = revise(id, fields)
    msgs.emit('change:body', model, model.body, before.body)
    model.emit('change:type', model)
    msgs.emit('change:type', model)
  },
  newCode,
  freeze() { for (;;); },
}

const hello = await ask({ kind: 'hello', token: await stored() })
people = hello.people
for (const raw of hello.history) keep(raw)
for (const raw of hello.unread) {
  const chat = chatAt(raw.chat)
  chat.unreadCount += 1
  keep(raw)
}
socket.state = hello.linked ? 'CONNECTED' : 'UNPAIRED'
newCode()
window.Debug = { VERSION: 'stub-1' }
if (hello.linked) void sync()
