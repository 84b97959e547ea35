/** axe over every page in both themes, with a session that runs: no finding that is serious or worse. */
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { PAGES } from '../../src/pages'
import { Api, stopAll } from './api'
import { type Opened, go, openConsole } from './console'

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const target = inject('target')
const api = Api.of(target)
const NAME = `axe-${Date.now().toString(36)}`

beforeAll(async () => {
  await api.post('/sessions', { name: NAME, sources: ['reports~demo~data~bitstamp-btc-usd'], strategy: 'sma-cross', parameters: { fast: '3', slow: '8' }, bar: '1m', cash: '100000', feeBps: '20', speed: '2000' })
})

afterAll(async () => {
  await stopAll(api)
})

async function serious(opened: Opened): Promise<string[]> {
  await opened.page.waitForLoadState('networkidle').catch(() => undefined)
  const findings = await opened.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<{ violations: Finding[] }> } }
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return findings
    .filter((finding) => finding.impact === 'serious' || finding.impact === 'critical')
    .map((finding) => `${finding.id}: ${finding.help}: ${finding.nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join(' | ')}`)
}

describe.each(['dark', 'light'])('in the %s theme', (theme) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openConsole(target.url, target.token, { theme })
    // From the test's side, past the page's policy, which lets in no script but its own.
    await opened.page.getByRole('status', { name: 'Session: Running' }).waitFor({ timeout: 60_000 })
    const session = await opened.context.newCDPSession(opened.page)
    await session.send('Page.setBypassCSP', { enabled: true })
    await opened.page.reload()
    await opened.page.getByRole('status', { name: 'Session: Running' }).waitFor()
    await opened.page.addScriptTag({ path: AXE })
  })
  afterAll(() => opened.close())

  it.each(PAGES.map((page) => page.title))('%s has no serious finding', async (title) => {
    await go(opened.page, title)
    await opened.page.waitForTimeout(1500)
    expect(await serious(opened)).toEqual([])
  })

  it('an open order has none', async () => {
    await go(opened.page, 'Orders')
    await opened.page.getByRole('button', { name: /^Open order/ }).first().click()
    await opened.page.getByRole('list', { name: 'Causal chain' }).waitFor()
    expect(await serious(opened)).toEqual([])
  })

  it('the kill switch has none', async () => {
    await opened.page.locator('main').focus()
    await opened.page.keyboard.press('Shift+K')
    await opened.page.getByRole('dialog', { name: 'Kill switch' }).waitFor()
    expect(await serious(opened)).toEqual([])
    await opened.page.keyboard.press('Escape')
  })
})
