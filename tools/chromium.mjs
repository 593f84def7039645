// Finds the Chromium that the browser tests need; where the system has none and this user may, installs Debian's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

const installed = () => [process.env.CHROMIUM, ...KNOWN].find((path) => path && existsSync(path)) ?? null

/** The browser's path, or null: the tests then fail in CI and are skipped by name elsewhere. */
export function ensureChromium() {
  const found = installed()
  if (found !== null || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  console.log('No Chromium here: installing Debian’s.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fonts-noto-core'], { stdio: 'inherit', env })
  return installed()
}
