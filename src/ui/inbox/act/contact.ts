import type { LogContact } from '../../../web/contract/contacts.ts'
import { ifSignedOut } from '../expired.ts'
import { fetchContactForm, logContact } from '../net/api.ts'
import { loadQueue } from '../queue/queue.ts'
import { save } from '../saved.ts'
import { get, say, set } from '../state.ts'
import { reasonOf } from '../trouble.ts'
import { t } from '../words.ts'
import { shutDialog } from './actions.ts'

/** Another form for another contact: its id is what makes it count once. */
export async function openContact(): Promise<void> {
  set({ contact: null })
  try {
    set({ contact: await fetchContactForm() })
  } catch (error) {
    failed(error)
    shutDialog()
  }
}

export async function saveContact(contact: LogContact): Promise<void> {
  try {
    const { conversation } = await logContact(contact)
    const { id: _id, note: _note, ...last } = contact
    save({ contact: last })
    shutDialog()
    say(conversation === null ? t('contact.before') : t('contact.saved', { topic: get().me?.topics[contact.topic] ?? contact.topic }))
    await loadQueue()
  } catch (error) {
    failed(error)
  }
}

function failed(error: unknown): void {
  if (!ifSignedOut(error)) say(t('done.failed', { reason: reasonOf(error) }), 'bad')
}
