import { useEffect, useState } from 'react'
import { ifSignedOut } from '../expired.ts'
import { fetchCanned } from '../net/api.ts'
import { reasonOf } from '../trouble.ts'
import type { Ready } from './matching.ts'

type Asked = {
  readonly items: readonly Ready[] /** The language in which they are; null until they are here. */
  readonly given: string | null
  readonly trouble: string
}

/** The list of before stays until the other language is here. */
export function useCanned(language: string): Asked {
  const [asked, setAsked] = useState<Asked>({ items: [], given: null, trouble: '' })
  useEffect(() => {
    let wanted = true
    fetchCanned(language).then(
      ({ items, language: given }) => wanted && setAsked({ items, given, trouble: '' }),
      (error: unknown) => wanted && !ifSignedOut(error) && setAsked((before) => ({ ...before, trouble: reasonOf(error) })),
    )
    return () => void (wanted = false)
  }, [language])
  return asked
}
