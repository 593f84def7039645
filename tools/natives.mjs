// The builders' own parts for this machine are optional packages: `npm ci --omit=optional` leaves them out with the two unofficial channels. They are fetched here, and nothing else.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules')
const BUILDERS = ['esbuild', 'lightningcss', 'rolldown']

const isMusl = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined
const SYSTEM = `${process.platform}-${process.arch}`
const isOurs = (name) => name.includes(SYSTEM) && (!/-(gnu|musl)$/.test(name) || name.endsWith(isMusl ? '-musl' : '-gnu'))

const missing = BUILDERS.flatMap((builder) => {
  const manifest = join(modules, builder, 'package.json')
  const parts = existsSync(manifest) ? Object.entries(JSON.parse(readFileSync(manifest, 'utf8')).optionalDependencies ?? {}) : []
  return parts.filter(([name]) => isOurs(name) && !existsSync(join(modules, name))).map(([name, version]) => `${name}@${version}`)
})

if (missing.length > 0) execFileSync('npm', ['install', '--no-save', '--omit=optional', '--ignore-scripts', ...missing], { stdio: 'inherit', shell: process.platform === 'win32' })
