// @ts-check
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Where the browser is: REPRISE_CHROMIUM, or one of the usual places; null when there is none. */
export function browserPath() {
  const named = process.env['REPRISE_CHROMIUM']
  if (named !== undefined && named !== '') return named
  return CANDIDATES.find((path) => existsSync(path)) ?? null
}

/** Headless, without the browser's own talk to the network. */
export async function launch() {
  const executablePath = browserPath()
  if (executablePath === null) throw new Error('no Chromium: install it (apt-get install chromium) or name it in REPRISE_CHROMIUM')
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  })
}
