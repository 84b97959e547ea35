/** Sessions that are started again, and schedules, with the real console, side-car and engine. */
import { mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Page as Listed, Schedule } from '../../src/api/types'
import { Api, stopAll } from './api'
import { type Opened, go, openConsole } from './console'

const target = inject('target')
const api = Api.of(target)
const STAMP = Date.now().toString(36)
const ENDED = `ended-${STAMP}`
const STOPPED = `stopped-${STAMP}`
const SETTINGS = { sources: ['reports~demo~data~bitstamp-btc-usd'], strategy: 'sma-cross', bar: '5m', cash: '100000', fraction: '1' }
const PICTURES = process.env['REPRISE_PICTURES']
const id = (name: string) => `data~sessions~${name}`

let opened: Opened

beforeAll(async () => {
  await api.post('/sessions', { name: ENDED, ...SETTINGS, speed: 'max' })
  await api.post('/sessions', { name: STOPPED, ...SETTINGS, speed: '10' })
  await api.post(`/sessions/${id(STOPPED)}/stop`, {})
  opened = await openConsole(target.url, target.token)
})

afterAll(async () => {
  await opened.close()
  await stopAll(api)
})

async function picture(name: string): Promise<void> {
  if (PICTURES === undefined || PICTURES === '' || PICTURES === 'docs') return
  await mkdir(PICTURES, { recursive: true })
  await opened.page.screenshot({ path: `${PICTURES}/${name}.png` })
}

async function choose(name: string): Promise<void> {
  const { page } = opened
  await go(page, 'System')
  await page.getByRole('tab', { name: /^Sessions/ }).click()
  await page.getByRole('table', { name: 'Sessions' }).getByText(name, { exact: true }).first().click()
  await go(page, 'Strategies')
  await page.getByRole('region', { name: `In ${name}` }).waitFor()
}

describe('a session that is over', () => {
  it('goes on where it was when it was only stopped', async () => {
    const { page } = opened
    const before = await api.session(id(STOPPED))
    expect(before).toMatchObject({ running: false, ended: false })
    await choose(STOPPED)
    await picture('start-again')
    await page.getByRole('button', { name: 'Start again', exact: true }).click()
    await page.getByRole('status', { name: 'Session: Running', exact: true }).waitFor({ timeout: 60_000 })
    await expect.poll(async () => (await api.session(id(STOPPED))).marketEvents, { timeout: 60_000 }).toBeGreaterThan(before.marketEvents)
  })

  it('begins anew under the next name when its data have ended', async () => {
    const { page } = opened
    await expect.poll(() => api.session(id(ENDED)), { timeout: 60_000 }).toMatchObject({ running: false, ended: true })
    await choose(ENDED)
    const name = `${ENDED}-2`
    await page.getByRole('button', { name: `Start again as ${name}` }).click()
    await expect.poll(async () => (await api.sessions()).some((session) => session.id === id(name)), { timeout: 60_000 }).toBe(true)
    await expect.poll(async () => (await api.session(id(name))).ended, { timeout: 60_000 }).toBe(true)
    const [first, again] = [await api.session(id(ENDED)), await api.session(id(name))]
    expect({ events: again.marketEvents, fills: again.fills, equity: again.equity }).toEqual({ events: first.marketEvents, fills: first.fills, equity: first.equity })
  })
})

describe('schedules', () => {
  const schedules = async () => (await api.get<Listed<Schedule>>('/schedules')).items

  it('are made, changed and deleted where they are shown', async () => {
    const { page } = opened
    await go(page, 'System')
    await page.getByRole('tab', { name: 'Schedules' }).click()
    await page.getByRole('button', { name: 'New schedule' }).click()
    const form = page.getByRole('dialog', { name: 'New schedule' })
    await form.getByRole('textbox', { name: 'When, UTC' }).fill('30 7 * *')
    await form.getByText('Five fields').waitFor()
    expect(await form.getByRole('button', { name: 'Add schedule' }).isDisabled()).toBe(true)
    await form.getByRole('textbox', { name: 'When, UTC' }).fill('30 7 * * 1-5')
    await form.getByRole('combobox', { name: 'Session' }).click()
    await page.getByRole('option', { name: STOPPED, exact: true }).click()
    await picture('schedule-form')
    await form.getByRole('button', { name: 'Add schedule' }).click()
    await expect.poll(schedules).toMatchObject([{ cron: '30 7 * * 1-5', action: 'START_SESSION', session: STOPPED }])
    const row = page.getByRole('row', { name: /30 7 \* \* 1-5/ })
    await row.waitFor()

    await row.getByRole('button', { name: 'Edit' }).click()
    const change = page.getByRole('dialog', { name: 'Change schedule' })
    await change.getByRole('textbox', { name: 'When, UTC' }).fill('45 21 * * *')
    await change.getByRole('combobox', { name: 'What' }).click()
    await page.getByRole('option', { name: 'Stop a session', exact: true }).click()
    await change.getByRole('button', { name: 'Save schedule' }).click()
    await expect.poll(schedules).toMatchObject([{ cron: '45 21 * * *', action: 'STOP_SESSION', session: id(STOPPED) }])
    const changed = page.getByRole('row', { name: /45 21 \* \* \*/ })
    await changed.waitFor()
    await picture('schedules')

    await changed.getByRole('button', { name: 'Delete' }).click()
    await expect.poll(schedules).toEqual([])
    await page.getByText('No schedules').waitFor()
  })

  it('met no error of the page on the way', () => {
    expect(opened.complaints).toEqual([])
  })
})
