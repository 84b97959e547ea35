import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launch } from '../browser/chromium.mjs'

export interface Opened {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  /** What the page complained about; a test that passes leaves it empty. */
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

/** What a refused or missing answer writes to the browser's log is the page's business, which the tests look at themselves. */
const EXPECTED = /Failed to load resource|WebSocket connection to/

export async function openConsole(url: string, token: string, { theme = 'dark', width = 1280, height = 800 } = {}): Promise<Opened> {
  const browser = await launch()
  const context = await browser.newContext({ viewport: { width, height } })
  await context.addInitScript((scheme) => localStorage.setItem('mantine-color-scheme-value', scheme), theme)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${url}/#token=${token}`)
  return { browser, context, page, complaints, close: () => browser.close() }
}

/** Goes to a page as its link in the menu does. */
export async function go(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title }).click()
  await page.getByRole('main', { name: title }).waitFor()
}

/** The count that a text such as "Sequence 48,211" holds. */
export function countOf(text: string | null): number {
  return Number((text ?? '').replaceAll(/[^0-9]/g, ''))
}
