import { transfer } from '../act/actions.ts'
import { useInbox } from '../state.ts'
import { t } from '../words.ts'
import { Choice } from './choice.tsx'

/** To a colleague, or back to the queue. */
export function TransferDialog({ id }: { id: string }) {
  const me = useInbox((s) => s.me)
  const others = me?.operators.filter((one) => one.id !== me.id) ?? []
  return (
    <Choice
      title={t('dialog.transfer-title')}
      words={t('dialog.transfer-do')}
      options={[['', t('dialog.transfer-queue')], ...others.map(({ id: to, name }) => [to, name] as const)]}
      choose={(to) => void transfer(id, to)}
    />
  )
}
