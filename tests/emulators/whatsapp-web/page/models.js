// What a page of WhatsApp Web keeps: emitters, ids, messages, chats. Part of the stub page.
export class Emitter {
  #listeners = new Map()
  on(names, listener) {
    for (const name of names.split(' ')) this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
  }
  off(name, listener) {
    this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((l) => l !== listener))
  }
  once(name, listener) {
    const first = (...given) => {
      this.off(name, first)
      listener(...given)
    }
    this.on(name, first)
  }
  emit(name, ...given) {
    for (const listener of this.#listeners.get(name) ?? []) listener(...given)
  }
  has(name) {
    return (this.#listeners.get(name) ?? []).length > 0
  }
}

export class Wid {
  constructor(text) {
    const [user, server] = text.split('@')
    if (!user || !server) throw new Error('wid error: invalid wid')
    Object.assign(this, { user, server, _serialized: text })
  }
  isLid() { return this.server === 'lid' }
  isUser() { return this.server === 'c.us' || this.server === 'lid' }
  isGroup() { return this.server === 'g.us' }
  isStatus() { return this._serialized === 'status@broadcast' }
  toJSON() { return { user: this.user, server: this.server, _serialized: this._serialized } }
}

export class MsgKey {
  static async newId() {
    return [...crypto.getRandomValues(new Uint8Array(10))].map((b) => b.toString(16).padStart(2, '0')).join('').toUpperCase()
  }
  constructor({ to, id }) {
    Object.assign(this, { fromMe: true, remote: to, id, _serialized: `true_${to._serialized}_${id}` })
  }
}

const plain = (value) => JSON.parse(JSON.stringify(value, (key, v) => (typeof v === 'function' || key === 'mediaBlob' ? undefined : v)))

export class MsgModel extends Emitter {
  constructor(about) {
    super()
    Object.assign(this, about)
    this.fields = Object.keys(about)
  }
  serialize() {
    return plain(Object.fromEntries(this.fields.map((f) => [f, this[f]])))
  }
}

export class ChatModel {
  constructor(id) {
    this.id = new Wid(id)
    this.unreadCount = 0
    this.t = 0
    this.formattedTitle = ''
    this.mute = { expiration: 0 }
    this.all = []
    this.msgs = { getModelsArray: () => this.all, add: (m) => this.all.push(m) }
  }
  serialize() {
    return { id: this.id.toJSON(), unreadCount: this.unreadCount, t: this.t }
  }
}

export class Collection extends Emitter {
  items = new Map()
  get(id) {
    return this.items.get(typeof id === 'string' ? id : id._serialized)
  }
  getModelsArray() {
    return [...this.items.values()]
  }
}
