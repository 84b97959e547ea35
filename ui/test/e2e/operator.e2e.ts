/** An operator's day with the real console, the real side-car and the real engine, in the order in which it happens. */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Proposal } from '../../src/api/types'
import { Api, stopAll } from './api'
import { type Opened, countOf, go, openConsole } from './console'
import { Agent } from './mcp'

const target = inject('target')
const api = Api.of(target)
const NAME = `e2e-${Date.now().toString(36)}`
const ID = `data~sessions~${NAME}`
const JOURNAL = 'demo / data / bitstamp-btc-usd'
const SPEED = '1000 times'
/** The settings that the console starts the session with: an engine comes back only to its own. */
const STARTED = {
  sources: ['reports~demo~data~bitstamp-btc-usd'],
  strategy: 'sma-cross',
  parameters: { fast: '3', slow: '8', shorts: 'false' },
  bar: '1m',
  cash: '100000',
  fraction: '1',
  feeBps: '20',
  slippageBps: '0',
  latencyMs: 0,
  speed: '1000',
}
const PICTURES = process.env['REPRISE_PICTURES']

let opened: Opened

beforeAll(async () => {
  opened = await openConsole(target.url, target.token)
})

afterAll(async () => {
  await opened.close()
  await stopAll(api)
})

const lamp = (word: string) => opened.page.getByRole('status', { name: `Session: ${word}`, exact: true })

/** Pictures for the docs, of the screens as they are; made when asked for. */
async function picture(name: string): Promise<void> {
  if (PICTURES === undefined || PICTURES === '') return
  const folder = PICTURES === 'docs' ? fileURLToPath(new URL('../../../docs/pictures', import.meta.url)) : PICTURES
  await mkdir(folder, { recursive: true })
  await opened.page.mouse.move(2, 2)
  await expect.poll(() => opened.page.locator('.mantine-Notification-root').count(), { timeout: 20_000 }).toBe(0)
  await opened.page.screenshot({ path: `${folder}/${name}.png` })
}

async function fact(panel: string, name: string): Promise<string> {
  const region = opened.page.getByRole('region', { name: panel })
  return (await region.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=following-sibling::dd[1]').textContent()) ?? ''
}

describe('an operator', () => {
  it('starts a paper session on real trades', async () => {
    const { page } = opened
    await go(page, 'Strategies')
    const form = page.getByRole('region', { name: 'Start a paper session' })
    await form.getByRole('textbox', { name: 'Name' }).fill(NAME)
    await form.getByRole('combobox', { name: 'Speed' }).click()
    await page.getByRole('option', { name: SPEED, exact: true }).click()
    await form.getByRole('combobox', { name: 'Market data' }).click()
    for (const chosen of await form.locator('.mantine-Pill-remove').all()) await chosen.click()
    await page.getByRole('option', { name: JOURNAL, exact: true }).click()
    await page.keyboard.press('Escape')
    await form.getByRole('combobox', { name: 'Strategy' }).click()
    await page.getByRole('option', { name: 'sma-cross', exact: true }).click()
    await form.getByRole('combobox', { name: 'Bar' }).click()
    await page.getByRole('option', { name: '1m', exact: true }).click()
    await form.getByRole('textbox', { name: 'Fast' }).fill('3')
    await form.getByRole('textbox', { name: 'Slow' }).fill('8')
    await form.getByRole('button', { name: 'Start session' }).click()
    await lamp('Running').waitFor({ timeout: 60_000 })
    expect((await api.session(ID)).running).toBe(true)
  })

  it('watches it live: the sequence moves, fills are drawn on the price', async () => {
    const { page } = opened
    await go(page, 'Live')
    await page.getByRole('figure', { name: /^Price of BTC-USD.*: [1-9]\d* candles, [1-9]\d* fills/ }).waitFor({ timeout: 90_000 })
    const before = countOf(await fact('Feed and engine', 'Sequence'))
    await expect.poll(async () => countOf(await fact('Feed and engine', 'Sequence')), { timeout: 20_000 }).toBeGreaterThan(before)
    const shown = await page.getByLabel('Key figures').textContent()
    expect(shown).toMatch(/Equity[\d,]+\.\d\d/)
    await page.getByRole('tab', { name: /^Fills/ }).click()
    await page.getByRole('table', { name: 'Fills' }).waitFor()
    await picture('live')
  })

  it('opens an order and reads why it was sent, from its event to its fills', async () => {
    const { page } = opened
    await go(page, 'Orders')
    await page.getByRole('combobox', { name: 'State' }).click()
    await page.getByRole('option', { name: 'Filled', exact: true }).click()
    await page.getByRole('button', { name: /^Open order/ }).last().click()
    const chain = page.getByRole('list', { name: 'Causal chain' })
    await chain.waitFor()
    const steps = await chain.getByRole('heading').allTextContents()
    expect(steps.slice(0, 2)).toEqual(['Event', 'Bar that closed'])
    for (const step of ['Features', 'Signal', 'Intent', 'Risk verdict', 'Order sent', 'Venue', 'Fill']) expect(steps).toContain(step)
    expect(await chain.textContent()).toMatch(/Approved: within every limit/)
    await picture('orders')
  })

  it('goes from an order to the journal as of its cause, and moves along the sequence', async () => {
    const { page } = opened
    await page.getByRole('list', { name: 'Causal chain' }).getByRole('link').first().click()
    await page.getByRole('main', { name: 'Journal' }).waitFor()
    const box = page.getByRole('textbox', { name: 'Sequence', exact: true })
    const at = countOf(await box.inputValue())
    expect(at).toBeGreaterThan(1)
    const time = page.getByLabel('Time of the sequence')
    await expect.poll(() => time.textContent()).toMatch(/^2013-11-2\d \d\d:/)
    const then = await time.textContent()
    await page.getByRole('button', { name: 'First event' }).click()
    await expect.poll(async () => countOf(await box.inputValue())).toBe(1)
    await page.getByRole('slider', { name: 'Sequence' }).focus()
    await page.keyboard.press('End')
    await expect.poll(async () => countOf(await box.inputValue())).toBeGreaterThan(at)
    await expect.poll(() => time.textContent()).not.toBe(then)
    await page.getByRole('button', { name: 'Order before' }).click()
    await page.getByRole('region', { name: 'Why' }).locator('[aria-busy=false]').waitFor()
    await page.getByRole('region', { name: 'Money and market as of the sequence' }).and(page.locator('[aria-busy=false]')).waitFor()
    await page.getByRole('region', { name: 'Events of the journal' }).getByRole('row').nth(5).waitFor()
    await picture('journal')
  })

  it('shows as of a sequence what the engine rebuilds, to the last digit', async () => {
    const { page } = opened
    const seq = countOf(await page.getByRole('textbox', { name: 'Sequence', exact: true }).inputValue())
    const { account } = await api.get<{ account: { equity: string } }>(`/sessions/${encodeURIComponent(ID)}/state?seq=${seq}`)
    const [whole = '', fraction = ''] = account.equity.split('.')
    await expect.poll(async () => (await fact('Account', 'Equity')).split('.')[0]).toMatch(new RegExp(`^${Number(whole).toLocaleString('en')}$|^${(Number(whole) + (Number(`0.${fraction}`) >= 0.995 ? 1 : 0)).toLocaleString('en')}$`))
  })

  it('runs a backtest, sees it advance, and opens its tearsheet', async () => {
    const { page } = opened
    await go(page, 'Research')
    const form = page.getByRole('region', { name: 'New backtest' })
    await form.getByRole('combobox', { name: 'Market data' }).click()
    for (const chosen of await form.locator('.mantine-Pill-remove').all()) await chosen.click()
    await page.getByRole('option', { name: JOURNAL, exact: true }).click()
    await page.keyboard.press('Escape')
    await form.getByRole('textbox', { name: /^Fee/ }).fill((10 + Math.random() * 20).toFixed(4))
    await form.getByRole('button', { name: 'Run backtest' }).click()
    const jobs = page.getByRole('region', { name: 'Jobs' })
    await jobs.getByText('Done', { exact: true }).first().waitFor({ timeout: 90_000 })
    await jobs.getByRole('button', { name: 'Open run' }).first().click()
    await page.getByRole('figure', { name: /^Equity of .*: [1-9]\d* points/ }).waitFor({ timeout: 60_000 })
    await page.getByText('Events per second').waitFor()
    await picture('research')
  })

  it('compares it with another run', async () => {
    const { page } = opened
    await page.getByRole('region', { name: /^jobs/ }).getByRole('button', { name: 'Close' }).click()
    const runs = page.getByRole('table', { name: 'Runs' })
    await runs.getByRole('checkbox').first().check()
    await runs.getByRole('checkbox', { name: 'Compare demo / bitstamp-btc-usd / sma-cross' }).check()
    await page.getByRole('region', { name: 'Comparison of 2 runs' }).getByText('Final equity').waitFor()
    await picture('compare')
  })

  it('sees money, exposure and a statement that reconciles', async () => {
    const { page } = opened
    await page.getByRole('combobox', { name: 'Session' }).click()
    await page.getByRole('option', { name: NAME, exact: true }).click()
    await go(page, 'Portfolio')
    await page.getByText('Reconciles with the ledger to the last unit').waitFor({ timeout: 30_000 })
    await picture('portfolio')
  })

  it('approves what an agent proposed over MCP, and it takes effect', async () => {
    const { page } = opened
    const agent = new Agent(target.url, target.agentToken)
    await agent.connect()
    await agent.call('propose_change', { session: ID, strategy: 'sma-cross', values: { shorts: 'true' }, reason: 'Both ways while the range holds.', dry_run: false, idempotency_key: `propose-${NAME}` })
    await go(page, 'Approvals')
    await page.getByText('Both ways while the range holds.').waitFor({ timeout: 20_000 })
    await picture('approvals')
    await page.getByRole('button', { name: 'Approve…' }).first().click()
    await page.getByRole('dialog', { name: 'Approve this action' }).getByRole('button', { name: 'Approve', exact: true }).click()
    const newest = async () => (await api.get<{ items: Proposal[] }>('/proposals')).items[0]
    await expect.poll(async () => `${(await newest())?.state} ${(await newest())?.error ?? ''}`, { timeout: 20_000 }).toBe('EXECUTED ')
    await page.getByRole('region', { name: 'Decided' }).getByText('Executed').first().waitFor({ timeout: 20_000 })
    await expect
      .poll(async () => (await api.get<{ strategies: { parameters: Record<string, string> }[] }>(`/sessions/${encodeURIComponent(ID)}/state`)).strategies[0]?.parameters['shorts'], { timeout: 20_000 })
      .toBe('true')
  })

  it('hits the kill switch, and is told the sequence at which it took effect', async () => {
    const { page } = opened
    await page.locator('main').focus()
    await page.keyboard.press('Shift+K')
    const dialog = page.getByRole('dialog', { name: 'Kill switch' })
    await dialog.getByText(NAME).waitFor()
    await dialog.getByRole('checkbox', { name: 'Also close all positions at the market' }).check()
    await picture('kill-switch')
    await dialog.getByRole('button', { name: 'Halt trading now' }).click()
    await dialog.getByText(/halt · .*took effect at sequence|took effect at sequence [\d,]+/).first().waitFor({ timeout: 20_000 })
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await lamp('Halted').waitFor({ timeout: 20_000 })
    await go(page, 'Live')
    await page.getByText('Flat: nothing is held.').waitFor({ timeout: 60_000 })
    await picture('halted')
  })

  it('sees the halt hold while the engine is down, and after it came back', async () => {
    const { page } = opened
    await go(page, 'Strategies')
    await page.getByRole('button', { name: 'Stop the engine…' }).click()
    await page.getByRole('dialog', { name: 'Stop the engine' }).getByRole('button', { name: 'Stop the engine' }).click()
    await lamp('Stopped, halted').waitFor({ timeout: 60_000 })
    const stopped = await api.session(ID)
    expect(stopped.running).toBe(false)
    await api.post('/sessions', { name: NAME, ...STARTED })
    await lamp('Halted').waitFor({ timeout: 60_000 })
    const back = await api.session(ID)
    expect(back).toMatchObject({ running: true, halted: true })
    const before = stopped.orders
    await expect.poll(async () => (await api.session(ID)).marketEvents, { timeout: 60_000 }).toBeGreaterThan(stopped.marketEvents)
    // The strategy goes on deciding; whatever it wants is denied, and nothing is traded.
    const { items } = await api.get<{ items: { orderId: number; status: string }[] }>(`/sessions/${encodeURIComponent(ID)}/orders?limit=1000`)
    expect(items.filter((order) => order.orderId > before && order.status !== 'DENIED')).toEqual([])
    expect((await api.session(ID)).fills).toBe(stopped.fills)
  })

  it('resumes when it was asked whether it is sure', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Resume…' }).click()
    await page.getByRole('dialog', { name: 'Resume trading' }).getByRole('button', { name: 'Resume trading' }).click()
    await lamp('Running').waitFor({ timeout: 20_000 })
  })

  it('finds every command in the audit', async () => {
    const { page } = opened
    await go(page, 'System')
    await page.getByRole('tab', { name: 'Audit' }).click()
    await page.getByRole('table', { name: 'Audit' }).getByText(/commands/).first().waitFor()
    await picture('system')
  })

  it('met no error of the page on the way', () => {
    expect(opened.complaints).toEqual([])
  })
})
