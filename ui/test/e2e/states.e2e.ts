/** States that a real engine is rarely in, against the mock: nothing there, nobody answers, a token that is not good. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Mock, TOKEN, startMock } from '../mock/server.mjs'
import { type Opened, go, openConsole } from './console'

let mock: Mock
let opened: Opened

beforeAll(async () => {
  mock = await startMock()
})

afterAll(async () => {
  await mock.close()
})

async function withConsole(token: string, action: () => Promise<void>): Promise<void> {
  opened = await openConsole(mock.url, token)
  try {
    await action()
  } finally {
    await opened.close()
  }
}

const lamp = () => opened.page.getByRole('status', { name: /^Session: / })

describe('the console', () => {
  it('asks for a token when it has none that is good, and takes one that is', () =>
    withConsole('wrong', async () => {
      const { page } = opened
      await page.getByRole('heading', { name: 'Reprise' }).waitFor()
      await page.getByRole('textbox', { name: 'Token' }).fill('also-wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('The side-car does not know this token.').waitFor()
      await page.getByRole('textbox', { name: 'Token' }).fill(TOKEN)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('status', { name: 'Session: Running' }).waitFor()
    }))

  it('does not leave the token in the address', () =>
    withConsole(TOKEN, async () => {
      await lamp().waitFor()
      expect(opened.page.url()).not.toContain(TOKEN)
    }))

  it('says that it is disconnected, keeps what it knew as stale, and comes back by itself', () =>
    withConsole(TOKEN, async () => {
      const { page, complaints } = opened
      await page.getByRole('status', { name: 'Session: Running' }).waitFor()
      mock.setDown(true)
      await page.getByRole('status', { name: 'Session: Disconnected' }).waitFor({ timeout: 20_000 })
      await page.getByRole('alert').filter({ hasText: 'The side-car does not answer.' }).waitFor()
      await page.getByText('As of (stale)').waitFor()
      mock.setDown(false)
      await page.getByRole('status', { name: 'Session: Running' }).waitFor({ timeout: 30_000 })
      await expect.poll(() => page.getByRole('alert').count(), { timeout: 20_000 }).toBe(0)
      expect(complaints).toEqual([])
    }))

  it('comes back from a lost socket alone, which the rest of the API outlived', () =>
    withConsole(TOKEN, async () => {
      const { page } = opened
      await page.getByRole('status', { name: 'Session: Running' }).waitFor()
      await go(page, 'System')
      await page.getByText('Open', { exact: true }).waitFor()
      mock.dropSockets()
      await page.getByText(/Live stream disconnected/).waitFor()
      await page.getByText(/Live stream disconnected/).waitFor({ state: 'detached', timeout: 20_000 })
      await page.getByText('Open', { exact: true }).waitFor()
    }))

  it('says of every list that is empty that it is', () =>
    withConsole(TOKEN, async () => {
      const { page, complaints } = opened
      mock.setEmpty(true)
      try {
        await page.reload()
        await page.getByText('No session yet').waitFor()
        await page.getByRole('status', { name: 'Session: No session' }).waitFor()
        expect(await page.getByRole('button', { name: 'Kill switch' }).isDisabled()).toBe(true)
        const empties = { Research: 'No market data', Alerts: 'No alerts', Data: 'No market data', Approvals: 'Nothing waits' } as const
        for (const [title, text] of Object.entries(empties)) {
          await go(page, title)
          await page.getByText(text).first().waitFor()
        }
        expect(complaints).toEqual([])
      } finally {
        mock.setEmpty(false)
      }
    }))

  it('is worked by keys alone: chords, palette, kill switch, tables', () =>
    withConsole(TOKEN, async () => {
      const { page } = opened
      await page.getByRole('status', { name: 'Session: Running' }).waitFor()
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
      await page.keyboard.press('g')
      await page.keyboard.press('o')
      await page.getByRole('main', { name: 'Orders' }).waitFor()
      await page.getByRole('region', { name: 'Orders' }).getByRole('table').waitFor()
      await page.getByRole('region', { name: 'Orders' }).last().focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('list', { name: 'Causal chain' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'Search pages, sessions and actions' }).fill('journ')
      await page.getByRole('button', { name: /^Journal/ }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('main', { name: 'Journal' }).waitFor()
      await page.locator('main').focus()
      await page.keyboard.press('Shift+K')
      await page.getByRole('dialog', { name: 'Kill switch' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name: 'Kill switch' }).waitFor({ state: 'detached' })
    }))

  it('lays out of hundreds of orders only those in sight, and fetches more when they are scrolled to', () =>
    withConsole(TOKEN, async () => {
      const { page } = opened
      await go(page, 'Orders')
      const table = page.getByRole('table', { name: 'Orders' })
      await table.waitFor()
      expect(await table.getByRole('row').count()).toBeLessThan(70)
      expect(await table.getAttribute('aria-rowcount')).toBe('201')
      await page.getByRole('region', { name: 'Orders' }).last().focus()
      await page.keyboard.press('End')
      await expect.poll(() => table.getAttribute('aria-rowcount')).toBe('401')
    }))
})
