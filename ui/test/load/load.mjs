// @ts-check
/**
 * What the console takes of its one thread while 5,000 updates a second arrive: long tasks, frame rate, heap.
 *
 *   npm run load                         30 s of long tasks, heap over 1 minute
 *   LOAD_MINUTES=10 npm run load         the heap over 10 minutes
 *
 * Prints one JSON object and ends with 1 when a bound is broken. The updates are the mock's, so that their rate is certain.
 */
import { startMock, TOKEN } from '../mock/server.mjs'
import { launch } from '../browser/chromium.mjs'

const RATE = Number(process.env['LOAD_RATE'] ?? 5000)
const MINUTES = Number(process.env['LOAD_MINUTES'] ?? 1)
const WARM_UP_S = 10
const TASKS_S = 30
const SAMPLE_S = 10
const LONG_TASKS_SHARE_MAX = 0.02
const FIRST_VIEW_MS_MAX = 1000
const HEAP_GROWTH_MAX = 1.1
const RATE_SHARE_MIN = 0.95

const sleep = (/** @type {number} */ seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const mock = await startMock()
const browser = await launch()
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const firstView = await openTimed(page)

  mock.setRate(RATE)
  await sleep(WARM_UP_S)
  const tasks = await longTasks(page)

  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const heaps = []
  for (const until = performance.now() + MINUTES * 60_000; performance.now() < until; ) {
    await sleep(SAMPLE_S)
    await session.send('HeapProfiler.collectGarbage')
    heaps.push((await session.send('Runtime.getHeapUsage')).usedSize)
    console.error(`heap ${((heaps[heaps.length - 1] ?? 0) / 2 ** 20).toFixed(1)} MiB, ${mock.sent()} updates sent`)
  }
  const third = Math.max(1, Math.floor(heaps.length / 3))
  const heapFirst = median(heaps.slice(0, third))
  const heapLast = median(heaps.slice(-third))

  const figures = {
    rateAsked: RATE,
    rateReceived: Math.round(tasks.messages / TASKS_S),
    firstViewMs: Math.round(firstView),
    longTasks: tasks.count,
    longTasksMs: Math.round(tasks.ms),
    longTasksShare: Number((tasks.ms / 1000 / TASKS_S).toFixed(5)),
    longestTaskMs: Math.round(tasks.longest),
    framesPerSecond: Number((tasks.frames / TASKS_S).toFixed(1)),
    busyShare: Number(tasks.busy.toFixed(4)),
    heapMinutes: MINUTES,
    heapFirstThirdMiB: Number((heapFirst / 2 ** 20).toFixed(2)),
    heapLastThirdMiB: Number((heapLast / 2 ** 20).toFixed(2)),
    heapGrowth: Number((heapLast / heapFirst).toFixed(4)),
    heapSamplesMiB: heaps.map((bytes) => Number((bytes / 2 ** 20).toFixed(1))),
  }
  console.log(JSON.stringify(figures))
  const broken = [
    [figures.rateReceived >= RATE * RATE_SHARE_MIN, `only ${figures.rateReceived} updates a second were received`],
    [figures.firstViewMs < FIRST_VIEW_MS_MAX, `the first view took ${figures.firstViewMs} ms`],
    [figures.longTasksShare < LONG_TASKS_SHARE_MAX, `long tasks took ${(figures.longTasksShare * 100).toFixed(2)}% of ${TASKS_S} s`],
    [figures.heapGrowth < HEAP_GROWTH_MAX, `the heap grew ${figures.heapGrowth} times`],
  ].flatMap(([ok, what]) => (ok === true ? [] : [String(what)]))
  if (broken.length > 0) {
    console.error(broken.join('\n'))
    process.exitCode = 1
  }
} finally {
  await browser.close()
  await mock.close()
}

/** From the start of the navigation until the figures of the session stand on the page. @param {import('playwright-core').Page} page */
async function openTimed(page) {
  // The first time fills the cache, as an operator's browser has it; what is measured is the second.
  for (let i = 0; i < 2; i++) {
    await page.goto('about:blank')
    await page.goto(`${mock.url}/#token=${TOKEN}`, { waitUntil: 'commit' })
    await page.getByRole('figure', { name: /^Price of .*: [1-9]\d* candles/ }).waitFor()
  }
  return page.evaluate(() => performance.now())
}

/** @param {import('playwright-core').Page} page */
async function longTasks(page) {
  const before = mock.sent()
  const cpu = await page.context().newCDPSession(page)
  await cpu.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busyBefore = await taskSeconds(cpu)
  const found = await page.evaluate(async (seconds) => {
    const result = { count: 0, ms: 0, longest: 0, frames: 0 }
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        result.count++
        result.ms += entry.duration
        result.longest = Math.max(result.longest, entry.duration)
      }
    })
    observer.observe({ entryTypes: ['longtask'] })
    const until = performance.now() + seconds * 1000
    await new Promise((resolve) => {
      const frame = () => {
        result.frames++
        if (performance.now() < until) requestAnimationFrame(frame)
        else resolve(undefined)
      }
      requestAnimationFrame(frame)
    })
    observer.disconnect()
    return result
  }, TASKS_S)
  const busy = ((await taskSeconds(cpu)) - busyBefore) / TASKS_S
  return { ...found, messages: mock.sent() - before, busy }
}

/** Thread CPU seconds that the page's main thread spent in tasks. @param {import('playwright-core').CDPSession} session */
async function taskSeconds(session) {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN
}
