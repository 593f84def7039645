// How a page prepares, uploads and fetches files. Part of the stub page.
class OpaqueData {
  static async createFromData(file) {
    const made = new OpaqueData()
    made.file = file
    return made
  }
  url() { return 'blob:stub' }
  formData() { return this.file }
  autorelease() {}
}

const hashOf = async (blob) => btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))))
const kindOf = (mime, asDocument) => (asDocument ? 'document' : mime.startsWith('image/') ? 'image' : mime.startsWith('audio/') ? 'audio' : mime.startsWith('video/') ? 'video' : 'document')

export const base64Of = (blob) => new Promise((done) => {
  const reader = new FileReader()
  reader.onload = () => done(reader.result.split(',')[1] ?? '')
  reader.readAsDataURL(blob)
})

/** Its methods are not its fields: the library copies fields into the message. */
class MediaData {
  constructor(about) {
    Object.assign(this, about)
  }
  set(more) {
    Object.assign(this, more)
  }
  toJSON() {
    const { type, mimetype, filename, size, directPath } = this
    return { type, mimetype, filename, size, directPath }
  }
}

export const mediaModules = (ask) => ({
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: {
    prepRawMedia: (opaque, { asDocument }) => ({
      async waitForPrep() {
        const { file } = opaque
        return new MediaData({ type: kindOf(file.type, asDocument), mimetype: file.type, filename: file.name, size: file.size, filehash: await hashOf(file), mediaBlob: opaque, isGif: false })
      },
    }),
  },
  WAWebMediaStorage: { getOrCreateMediaObject: (filehash) => ({ filehash, type: 'document', size: 0, contentInfo: {}, consolidate() {} }) },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaMmsV4Upload: { uploadMedia: async () => ({ mediaEntry: { mmsUrl: 'https://mmg.whatsapp.net/o', directPath: `/o/${Math.random()}`, mediaKey: 'k', mediaKeyTimestamp: 1, encFilehash: 'e', uploadHash: 'u' } }) },
  WAWebDownloadManager: {
    downloadManager: {
      async downloadAndMaybeDecrypt({ directPath }) {
        const { data } = await ask({ kind: 'download', path: directPath })
        if (data === null) throw Object.assign(new Error('gone'), { status: 404 })
        return Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer
      },
    },
  },
})
