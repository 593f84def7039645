import { useInbox } from '../state.ts'
import { CannedDialog } from './canned.tsx'
import { CloseDialog } from './close.tsx'
import { ContactDialog } from './contact.tsx'
import { HelpDialog } from './help.tsx'
import { NoteDialog } from './note.tsx'
import { TransferDialog } from './transfer.tsx'

export function Dialogs() {
  const dialog = useInbox((s) => s.dialog)
  const id = useInbox((s) => s.thread?.summary.id ?? null)
  if (dialog === 'help') return <HelpDialog />
  if (dialog === 'contact') return <ContactDialog />
  if (id === null) return null
  switch (dialog) {
    case 'canned':
      return <CannedDialog />
    case 'note':
      return <NoteDialog id={id} />
    case 'transfer':
      return <TransferDialog id={id} />
    case 'close':
      return <CloseDialog id={id} />
    case null:
      return null
  }
}
