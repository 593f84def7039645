import type { Entry } from '../../../web/contract/inbox.ts'
import { fileUrl } from '../net/api.ts'
import { t } from '../words.ts'

/** Those that every browser draws; the others are links. */
const DRAWN = new Set(['image/jpeg', 'image/png', 'image/webp'])

export const Files = ({ files }: { files: Entry['files'] }) => (
  <>
    {files.map(({ id, name, mime }) => (
      <p className="file" key={id}>
        <a href={fileUrl(id)} target="_blank" rel="noopener">
          {DRAWN.has(mime) ? (
            <img src={fileUrl(id)} alt={t('thread.file-sent', { name })} loading="lazy" />
          ) : (
            t('thread.open-file', { name })
          )}
        </a>
      </p>
    ))}
  </>
)
