// Builds the browser code into dist/: the citizens' chat, the loader for other sites, the operators' inbox.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const ui = join(root, 'src/ui')
const dist = join(root, 'dist')
const target = ['es2020', 'chrome86', 'safari14']
const CHAT_LIMIT = 40 * 1024
const WIDGET_LIMIT = 3 * 1024

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    : []
const madeAt = (file) => statSync(file).mtimeMs
const newest = (files) => Math.max(0, ...files.map(madeAt))
const oldest = (files) => Math.min(Number.POSITIVE_INFINITY, ...files.map(madeAt))
const localesOf = (page) =>
  readdirSync(join(root, 'locales'))
    .map((tag) => join(root, 'locales', tag, `${page}.json`))
    .filter(existsSync)

function isFresh() {
  const inputs = [...filesUnder(ui), ...localesOf('chat'), ...localesOf('inbox'), join(root, 'package-lock.json'), fileURLToPath(import.meta.url)]
  const wanted = [join(dist, 'chat/index.html'), join(dist, 'widget.js'), ...(hasInbox() ? [join(dist, 'inbox/index.html')] : [])]
  return wanted.every(existsSync) && oldest(wanted) >= newest(inputs)
}

const hasInbox = () => existsSync(join(ui, 'inbox/index.html'))

const common = { configFile: false, logLevel: 'warn', publicDir: false, envDir: false }

const page = (name, base, jsx) =>
  build({
    ...common,
    root: join(ui, name),
    base,
    oxc: { jsx: { runtime: 'automatic', importSource: jsx } },
    build: {
      outDir: join(dist, name),
      emptyOutDir: true,
      target,
      cssTarget: target,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rollupOptions: { onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)) },
    },
  })

/** The loader's two words in each language, so that it needs no second request. */
const widgetWords = () =>
  Object.fromEntries(
    localesOf('chat').map((file) => {
      const words = JSON.parse(readFileSync(file, 'utf8'))
      return [relative(join(root, 'locales'), dirname(file)), [words['widget-open'], words['widget-close']]]
    }),
  )

const widget = () =>
  build({
    ...common,
    root: join(ui, 'widget'),
    define: { WIDGET_WORDS: JSON.stringify(widgetWords()) },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target,
      reportCompressedSize: false,
      lib: { entry: join(ui, 'widget/widget.ts'), formats: ['iife'], name: 'sportello', fileName: () => 'widget.js' },
    },
  })

/** The page that loads it may be in any encoding. */
function inAscii(file) {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/[^\n -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

function report(title, files, limit) {
  let total = 0
  for (const file of files) {
    const bytes = readFileSync(file)
    const packed = gzipSync(bytes).length
    if (/\.(js|css)$/.test(file)) total += packed
    console.log(`${relative(dist, file).padEnd(40)} ${String(bytes.length).padStart(9)} B ${String(packed).padStart(8)} B gzip`)
  }
  const says = limit ? ` of ${limit} allowed` : ''
  console.log(`${title}: js and css ${total} B gzip${says}\n`)
  return !limit || total <= limit
}

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0)
rmSync(join(dist, 'widget.js'), { force: true })
await page('chat', '/', 'preact')
await widget()
inAscii(join(dist, 'widget.js'))
if (hasInbox()) await page('inbox', '/inbox/', 'react')
const fits = [report('chat', filesUnder(join(dist, 'chat')), CHAT_LIMIT), report('widget', [join(dist, 'widget.js')], WIDGET_LIMIT)]
if (hasInbox()) report('inbox', filesUnder(join(dist, 'inbox')), 0)
if (fits.includes(false)) {
  console.error('Too large for a cheap phone: see the limits in tools/build.mjs.')
  process.exit(1)
}
