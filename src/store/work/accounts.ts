import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import type { AccountNote } from '../store.ts'

export const accountStatements = ({ compiler: db }: Dialect) => ({
  cursor: prepare((s) => db.selectFrom('channel_cursors').select('value').where('channel', '=', s('channel')).where('name', '=', s('name'))),
  setCursor: prepare((s) => db.insertInto('channel_cursors').values({ channel: s('channel'), name: s('name'), value: s('value') })
    .onConflict((c) => c.columns(['channel', 'name']).doUpdateSet({ value: sql`excluded.value` }))),
  note: prepare((s, n) => db.insertInto('channel_accounts')
    .values({ channel: s('channel'), account: s('account'), last_in_at: s('lastInAt'), last_out_at: s('lastOutAt'), trouble: s('trouble'), trouble_code: s('troubleCode'), trouble_at: s('troubleAt') })
    .onConflict((c) => c.columns(['channel', 'account']).doUpdateSet({
      last_in_at: sql`coalesce(excluded.last_in_at, channel_accounts.last_in_at)`, last_out_at: sql`coalesce(excluded.last_out_at, channel_accounts.last_out_at)`,
      trouble_code: sql`case when ${n('troubleKnown')} = 1 then excluded.trouble_code else channel_accounts.trouble_code end`,
      trouble: sql`case when ${n('troubleKnown')} = 1 then excluded.trouble else channel_accounts.trouble end`, trouble_at: sql`case when ${n('troubleKnown')} = 1 then excluded.trouble_at else channel_accounts.trouble_at end`,
    }))),
  pause: prepare((s) => db.insertInto('channel_accounts').values({ channel: s('channel'), account: s('account'), paused_by: s('by'), paused_at: s('at') })
    .onConflict((c) => c.columns(['channel', 'account']).doUpdateSet({ paused_by: sql`excluded.paused_by`, paused_at: sql`excluded.paused_at` }))),
})

export type WithAccounts = { readonly accounts: ReturnType<typeof accountStatements> }

export function* readCursor({ accounts }: WithAccounts, channel: string, name: string): Work<string | null> {
  return rowsIn<{ value: string }>(yield run(accounts.cursor, { channel, name }))[0]?.value ?? null
}

export function* noteAccount({ accounts }: WithAccounts, { channel, account, lastInAt = null, lastOutAt = null, trouble }: AccountNote): Work<void> {
  yield run(accounts.note, { channel, account, lastInAt, lastOutAt, trouble: trouble?.explain ?? null, troubleCode: trouble?.code ?? null, troubleAt: trouble?.at ?? null, troubleKnown: trouble === undefined ? 0 : 1 })
}
