import { expect, it } from 'vitest'
import { matching } from '../../../src/ui/inbox/dialogs/matching.ts'

const REPLIES = [
  { id: 'lawyer', title: 'Serve un avvocato', text: '请今天就联系律师', mine: 'Parli oggi con un avvocato: c’è un termine' },
  { id: 'kit', title: 'Aiuto per il kit', text: '可以帮您填写', mine: 'Un patronato può aiutarla' },
]
const found = (query: string): string =>
  matching(REPLIES, query)
    .map((one) => one.id)
    .join()

it.each([
  ['', 'lawyer,kit'],
  ['AVVOCATO termine', 'lawyer'],
  ['puo', 'kit'],
  ['律师', 'lawyer'],
  ['avvocato kit', ''],
  ['  ', 'lawyer,kit'],
])('«%s» finds %s', (query, ids) => expect(found(query)).toBe(ids))
