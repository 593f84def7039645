import { isSignedOut } from './net/api.ts'
import { forgetAll, set } from './state.ts'

let stop: () => void = () => {}

export const whenSignedOut = (then: () => void): void => void (stop = then)

/** Any request may find out that the session is over. What was being written stays on this computer. */
export function ifSignedOut(error: unknown): boolean {
  if (!isSignedOut(error)) return false
  stop()
  forgetAll()
  set({ expired: true })
  return true
}
