import { Modal, ModalBody } from 'design-react-kit'
import { type ReactNode, useEffect, useRef } from 'react'
import { shutDialog } from '../act/actions.ts'
import { t } from '../words.ts'

/** A dialog of the kit: it holds the focus, Escape shuts it, and the focus goes back where it was. */
export const Frame = ({ title, children }: { title: string; children: ReactNode }) => (
  <Modal isOpen autoFocus={false} toggle={shutDialog} fade={false} scrollable labelledBy="dialog-title" returnFocusAfterClose>
    <div className="modal-header">
      <h2 className="modal-title" id="dialog-title">
        {title}
      </h2>
      <button type="button" className="dialog-shut" onClick={shutDialog}>
        <span aria-hidden="true">✕</span>
        <span className="visually-hidden">{t('dialog.shut')}</span>
      </button>
    </div>
    <ModalBody>
      <Inside>{children}</Inside>
    </ModalBody>
  </Modal>
)

/** The first thing to do has the focus. */
function Inside({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('input, textarea')?.focus(), [])
  return <div ref={box}>{children}</div>
}
