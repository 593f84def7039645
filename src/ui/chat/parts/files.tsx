import { useState } from 'preact/hooks'
import type { ChatMessage } from '../../../web/contract/chat.ts'
import { download } from '../download.ts'
import { fetchFile } from '../net/api.ts'
import { size, t } from '../words.ts'
import { FileIcon } from './icons.tsx'
import { Ui } from './ui.tsx'

type Entry = { id: string; name: string; bytes: number | null }

export const Files = ({ files }: { files: ChatMessage['files'] }) => (
  <>
    {files.map((file) => (
      <FileButton key={file.id} file={file} />
    ))}
  </>
)

/** A file is asked for with her token, so it is a button and not a link. */
export function FileButton({ file }: { file: Entry }) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const get = async () => {
    setState('busy')
    try {
      download(await fetchFile(file.id), file.name)
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <button type="button" class="file" disabled={state === 'busy'} onClick={() => void get()}>
      <FileIcon />
      <span class="file-name" dir="auto">
        <span class="hush">
          <Ui>{t('download')}</Ui>{' '}
        </span>
        {file.name}
      </span>
      {file.bytes !== null && (
        <span class="small" dir="ltr">
          {size(file.bytes)}
        </span>
      )}
      {state === 'failed' && (
        <span class="small" role="alert">
          ⚠ <Ui>{t('problem')}</Ui>
        </span>
      )}
    </button>
  )
}
