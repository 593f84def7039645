import type { Entry } from '../../../web/contract/inbox.ts'
import { fileUrl } from '../net/api.ts'
import { t } from '../words.ts'

type Sent = Entry['files'][number]

/** Those that every browser draws; the others are links. */
const DRAWN = new Set(['image/jpeg', 'image/png', 'image/webp'])

export const Files = ({ files }: { files: Entry['files'] }) => (
  <>
    {files.map((file) => (
      <div className="file" key={file.id}>
        <File {...file} />
      </div>
    ))}
  </>
)

function File({ id, name, mime, state }: Sent) {
  if (state === 'coming') return <p role="status">{t('thread.file-coming', { name })}</p>
  if (state === 'lost') return <p>{t('thread.file-lost', { name })}</p>
  if (mime.startsWith('audio/')) return <Voice id={id} name={name} />
  return (
    <a href={fileUrl(id)} target="_blank" rel="noopener">
      {DRAWN.has(mime) ? <img src={fileUrl(id)} alt={t('thread.file-sent', { name })} loading="lazy" /> : t('thread.open-file', { name })}
    </a>
  )
}

/** Nothing is fetched before somebody listens: listening is logged as reading. */
const Voice = ({ id, name }: Pick<Sent, 'id' | 'name'>) => (
  <>
    {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what she said */}
    <audio controls preload="none" src={fileUrl(id)} aria-label={t('thread.voice', { name })} />
    <a href={fileUrl(id)} download={name}>
      {t('thread.save-file')}
    </a>
  </>
)
