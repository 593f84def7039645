import { conversations } from './001-first/conversations.ts'
import { delivery } from './001-first/delivery.ts'
import { office } from './001-first/office.ts'
import { people } from './001-first/people.ts'
import { words } from './001-first/words.ts'
import type { Migration } from './index.ts'

export const first: Migration = {
  name: '001-first',
  async up(db, database) {
    await people(db, database)
    await conversations(db, database)
    await words(db, database)
    await delivery(db, database)
    await office(db, database)
  },
}
