import { type DragEvent, useState } from 'react'
import { attach } from './attached.ts'

type Dropping = {
  /** Files are held over it. */
  readonly over: boolean
  readonly on: Readonly<Record<'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>>
}

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

/** Files dropped on the reply are attached; everything else that is dragged stays the browser's. */
export function useDropping(conversation: string): Dropping {
  const [over, setOver] = useState(false)
  const on = {
    onDragOver: (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent): void => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: DragEvent): void => {
      setOver(false)
      if (!holdsFiles(event)) return
      event.preventDefault()
      attach(conversation, [...event.dataTransfer.files])
    },
  }
  return { over, on }
}
