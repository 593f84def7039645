import type { ComponentChildren } from 'preact'
import { useChat } from '../state.ts'

/** Words of the interface inside a message: they may be in another language than the message. */
export function Ui({ children }: { children: ComponentChildren }) {
  const { language } = useChat()
  return (
    <span lang={language} dir="auto">
      {children}
    </span>
  )
}
