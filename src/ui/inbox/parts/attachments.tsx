import { useRef } from 'react'
import { locale, t } from '../words.ts'
import { attach, detach, tryAgain } from './attached.ts'
import { type Attachment, sizeIn } from './attachment.ts'

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,.heic,application/pdf,text/calendar,.ics'
const ATTACH = 'attach'

export function AttachButton({ conversation }: { conversation: string }) {
  const input = useRef<HTMLInputElement>(null)
  const take = (): void => {
    attach(conversation, [...(input.current?.files ?? [])])
    // The same file can be chosen again after it was taken out.
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input ref={input} type="file" accept={ACCEPTED} multiple hidden tabIndex={-1} aria-hidden="true" onChange={take} />
      <button type="button" id={ATTACH} className="action" onClick={() => input.current?.click()}>
        {t('composer.attach')}
      </button>
    </>
  )
}

/** What goes with the reply. */
export const Attachments = ({ conversation, files }: { conversation: string; files: readonly Attachment[] }) =>
  files.length === 0 ? null : (
    <ul className="attached" aria-label={t('composer.attached')}>
      {files.map((file) => (
        <li key={file.key} className={file.state}>
          <bdi className="attached-name">{file.name}</bdi> <span className="attached-size">{sizeIn(locale(), file.bytes)}</span>
          <How file={file} conversation={conversation} />
          <button type="button" className="plain" aria-label={t('composer.detach', { name: file.name })} onClick={() => remove(file)}>
            {t('composer.detach-short')}
          </button>
        </li>
      ))}
    </ul>
  )

function How({ file, conversation }: { file: Attachment; conversation: string }) {
  if (file.state === 'going') return <progress max={100} value={file.percent} aria-label={t('composer.file-going', { name: file.name })} />
  if (file.state === 'here') return null
  return (
    <>
      <span className="attached-note">
        <span aria-hidden="true">⚠ </span>
        {file.note}
      </span>
      {file.again && (
        <button type="button" className="plain" onClick={() => tryAgain(conversation, file)}>
          {t('composer.retry')}
        </button>
      )}
    </>
  )
}

/** The button that had the focus goes: the next to use is the one that attaches. */
function remove(file: Attachment): void {
  detach(file)
  document.getElementById(ATTACH)?.focus()
}
