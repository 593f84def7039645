import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readConfig } from '../config.ts'

/**
 * `npm run backup -- FOLDER`: a consistent copy of the desk, whether it runs or not: conversations, sign-in data, files, secret.
 * Restore by starting with DATA_DIR set to the copy.
 */
const target = process.argv[2]
const { dataDir, databaseUrl } = readConfig(process.env)
if (databaseUrl !== null) {
  console.error('This desk is in PostgreSQL (DATABASE_URL): copy it with pg_dump, and the folders files and auth.secret of DATA_DIR beside it.')
  process.exit(2)
}
if (target === undefined || existsSync(join(target, 'desk.sqlite')) || !existsSync(join(dataDir, 'desk.sqlite'))) {
  console.error(target === undefined ? 'Say where to: npm run backup -- /path/to/new/folder' : existsSync(join(target, 'desk.sqlite')) ? `${target} already holds a copy. Name a new folder.` : `There is no desk in ${dataDir}. Set DATA_DIR.`)
  process.exit(2)
}
mkdirSync(target, { recursive: true, mode: 0o700 })
for (const name of ['desk.sqlite', 'auth.sqlite']) {
  const db = new Database(join(dataDir, name), { readonly: true })
  db.prepare('vacuum into ?').run(join(target, name))
  db.close()
}
for (const name of ['auth.secret', 'files']) if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(target, name), { recursive: true })
console.log(`The desk is copied to ${target}.`)
