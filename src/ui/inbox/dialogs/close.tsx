import { close } from '../act/actions.ts'
import { t, tOf } from '../words.ts'
import { Choice } from './choice.tsx'

export const OUTCOMES = ['solved', 'referred', 'not-reached', 'out-of-scope', 'spam'] as const

export const CloseDialog = ({ id }: { id: string }) => (
  <Choice
    title={t('dialog.close-title')}
    words={t('dialog.close-do')}
    options={OUTCOMES.map((outcome) => [outcome, tOf('outcomes', outcome)])}
    choose={(outcome) => void close(id, outcome)}
  />
)
