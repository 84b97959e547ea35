// @ts-check
/**
 * The API as the console's tests need it where no engine can be: thousands of updates a second, and states that a real
 * engine is rarely in. Lives in the tests only; what the console shows of a real engine is tested against a real engine.
 */
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import * as world from './world.mjs'

export const TOKEN = 'mock-token'
const DIST = newest(['../../../target/ui', '../../dist'].map((folder) => fileURLToPath(new URL(folder, import.meta.url))))
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const TICK_MS = 10

/** The console that was built last: by ./run.sh or by npm. @param {string[]} folders */
function newest(folders) {
  const built = folders.filter((folder) => existsSync(join(folder, 'index.html')))
  const age = (/** @type {string} */ folder) => statSync(join(folder, 'index.html')).mtimeMs
  const found = built.sort((a, b) => age(b) - age(a))[0]
  if (found === undefined) throw new Error('the console is not built: npm run build')
  return found
}

/**
 * @typedef {object} Mock
 * @property {string} url
 * @property {(updatesPerSecond: number) => void} setRate
 * @property {() => void} dropSockets
 * @property {(down: boolean) => void} setDown whether every request is refused with 503 and every socket closed
 * @property {(empty: boolean) => void} setEmpty whether there is nothing at all
 * @property {() => number} sent
 * @property {() => Promise<void>} close
 */

/** @param {number} [port] @returns {Promise<Mock>} */
export async function startMock(port = 0) {
  const now = { halted: false, running: true, down: false, empty: false, seq: 48_211, sent: 0, rate: 20 }
  /** @type {{ id: string, type: string, state: string, done: number, total: number, etaSeconds: number | null, runId: string | null, error: string | null, submitted: string, request: unknown }[]} */
  const jobs = []
  /** @type {any[]} */
  const proposals = [proposal('p-1', 'OPEN', 900_000), proposal('p-0', 'REFUSED', -5_000)]
  const alerts = [{ id: 'a-1', time: '2013-11-27T10:20:00Z', severity: 'WARNING', rule: 'drawdown', session: world.SESSION, text: 'Drawdown of btc-paper passed 5%: 6.12%.', acknowledged: false }]

  /** @param {string} method @param {URL} url @param {any} body @returns {unknown} */
  function answer(method, url, body) {
    const route = url.pathname.replace('/api/v1', '')
    const list = (/** @type {readonly unknown[]} */ items) => ({ items: now.empty ? [] : items, next: null })
    const session = /^\/sessions\/([^/]+)(\/.*)?$/.exec(route)
    if (route === '/health') return { status: 'ok', version: 'mock', sessionsRunning: now.running ? 1 : 0 }
    if (route === '/me') return { name: 'operator', scopes: ['read', 'research', 'paper', 'live-propose', 'live-approve', 'admin'] }
    if (route === '/sessions' && method === 'GET') return list(world.sessions(now))
    if (route === '/strategies') return list(world.strategies)
    if (route === '/data/journals') return list(world.journals)
    if (route === '/runs') return list(world.runs)
    if (route.startsWith('/runs/')) return world.runs.find((run) => run.id === decodeURIComponent(route.slice(6)))
    if (route === '/jobs' && method === 'POST') return job(body)
    if (route === '/jobs') return list(jobs)
    if (route === '/proposals') return list(proposals)
    if (route.startsWith('/proposals/')) return decide(route)
    if (route === '/alerts') return list(alerts)
    if (route.startsWith('/alerts/')) return Object.assign(alerts[0] ?? {}, { acknowledged: true })
    if (route === '/alert-rules') return list([{ id: 'r-1', kind: 'DRAWDOWN', threshold: 0.05, session: null, webhook: 'hooks.example.com', email: null }, { id: 'r-2', kind: 'HALTED', threshold: null, session: world.SESSION, webhook: null, email: null }])
    if (route.startsWith('/schedules')) return list([{ id: 's-1', cron: '0 8 * * 1-5', action: 'START_SESSION', session: 'btc-paper', jobType: null, request: {}, by: 'operator', next: '2013-11-28T08:00:00Z', lastRun: null, lastOutcome: null }])
    if (route === '/audit') return list([])
    if (session !== null) return ofSession(method, session[2] ?? '', url, body, list)
    return undefined
  }

  /** @param {string} method @param {string} rest @param {URL} url @param {any} body @param {(items: readonly unknown[]) => unknown} list */
  function ofSession(method, rest, url, body, list) {
    const query = url.searchParams
    if (rest === '') return world.sessions(now)[0]
    if (rest === '/state') return world.state(now, query.has('seq') ? Number(query.get('seq')) : now.seq)
    if (rest === '/commands' && method === 'POST') {
      if (body.kind === 'halt') now.halted = true
      if (body.kind === 'resume') now.halted = false
      return { commandId: '1', seq: ++now.seq }
    }
    if (rest === '/orders') {
      const from = Number(query.get('cursor') ?? 0)
      const side = query.get('side')
      const kept = world.orders.filter((order) => side === null || order.side === side)
      return { items: now.empty ? [] : kept.slice(from, from + 200), next: from + 200 < kept.length ? String(from + 200) : null }
    }
    const order = /^\/orders\/(\d+)(\/chain)?$/.exec(rest)
    if (order !== null) return order[2] === undefined ? world.orders.find((candidate) => candidate.orderId === Number(order[1])) : world.chain(Number(order[1]))
    if (rest === '/fills') return list(world.fills)
    if (rest === '/candles') return list(world.candles.slice(-500))
    if (rest === '/equity') return list(world.equity)
    if (rest === '/frames') return list(world.frames(Number(query.get('fromSeq')), Number(query.get('limit')), query.get('stream') === 'outbound'))
    if (rest === '/risk') {
      const value = world.state(now).positions[0]?.value ?? '0'
      return { limits: { maxOrderNotional: '50000', maxDrawdown: '0.2' }, state: { halted: now.halted, drawdownTripped: false, rejectsByReason: { PRICE_COLLAR: 15 } }, exposure: { gross: value, net: value, perInstrument: { [world.INSTRUMENT]: value } } }
    }
    if (rest === '/statement') return { day: query.get('day'), complete: true, opening: '100120.11000000', openingCash: '100120.11000000', pnl: '2064.13000000', fees: '240.22000000', closing: '101944.02000000', closingCash: '101944.02000000', difference: '0.00000000', cashDifference: '0.00000000', reconciles: true, fills: 12, lines: [] }
    if (rest === '/decay') return { decay: now.empty ? null : world.decay }
    if (rest === '/days') return list([{ day: '2013-11-25' }, { day: '2013-11-26' }, { day: '2013-11-27' }])
    if (rest === '/why') return { sentence: 'sma-cross was flat and stayed flat: the fast average was below the slow one.', strategy: 'sma-cross', decisionSeq: 120, decisionTime: '2013-11-25T10:00:00Z', bar: null, features: [], decisions: [] }
    return undefined
  }

  /** @param {any} body */
  function job(body) {
    const made = { id: `j-${jobs.length + 1}`, type: String(body.type), state: 'RUNNING', done: 41_000, total: 100_000, etaSeconds: 4, runId: null, error: null, submitted: new Date().toISOString(), request: body.request }
    jobs.push(made)
    return made
  }

  /** @param {string} id @param {string} state @param {number} leftMs */
  function proposal(id, state, leftMs) {
    return {
      id, proposer: 'claude', session: world.SESSION, action: { kind: 'parameters', strategy: 'sma-cross', values: { fast: '12', slow: '40' } }, summary: 'set fast 10 to 12 and slow 30 to 40 of sma-cross', reason: 'Fewer whipsaws since Tuesday.',
      created: new Date(Date.now() - 60_000).toISOString(), expires: new Date(Date.now() + leftMs).toISOString(), state, whatIf: { verified: true, equity: { recorded: '102400.11000000', changed: '103120.52000000', difference: '720.41000000' }, fills: { recorded: 60, changed: 44 } }, approver: state === 'OPEN' ? null : 'operator', seq: null,
    }
  }

  /** @param {string} route */
  function decide(route) {
    const [, , id, how] = route.split('/')
    const found = proposals.find((candidate) => candidate.id === id)
    return Object.assign(found ?? {}, { state: how === 'approve' ? 'EXECUTED' : 'REFUSED', approver: 'operator', seq: how === 'approve' ? ++now.seq : null })
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://mock')
    const say = (/** @type {number} */ status, /** @type {unknown} */ body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (url.pathname.startsWith('/api/')) {
      if (now.down) return say(503, { title: 'Unavailable', detail: 'The mock is down.' })
      if (!url.pathname.endsWith('/health') && request.headers.authorization !== `Bearer ${TOKEN}`) return say(401, { title: 'Unauthorized', detail: 'No such token.' })
      let text = ''
      for await (const chunk of request) text += chunk
      const found = answer(request.method ?? 'GET', url, text === '' ? {} : JSON.parse(text))
      return found === undefined ? say(404, { title: 'Not found', detail: `The mock has no ${url.pathname}.` }) : say(200, found)
    }
    const file = url.pathname === '/' ? 'index.html' : normalize(url.pathname).replace(/^[/\\.]+/, '')
    try {
      const content = await readFile(join(DIST, file))
      const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? 'application/octet-stream'
      return response.writeHead(200, { 'Content-Type': type }).end(content)
    } catch {
      return response.writeHead(404).end()
    }
  })

  const sockets = new WebSocketServer({ server, path: '/api/v1/stream' })
  sockets.on('connection', (socket) => {
    if (now.down) socket.terminate()
    socket.on('message', (data) => {
      const said = JSON.parse(String(data))
      if (said.token !== undefined && said.token !== TOKEN) socket.close(4401, 'no such token')
    })
  })

  // Quotes at the asked rate, in small portions every few milliseconds; the state as often as the side-car tells it.
  let px = world.lastPx
  let owed = 0
  let last = performance.now()
  let stateAt = 0
  const pump = setInterval(() => {
    const at = performance.now()
    owed = Math.min(now.rate, owed + ((at - last) / 1000) * now.rate)
    last = at
    if (now.down || now.empty || sockets.clients.size === 0) return
    for (; owed >= 1; owed--) {
      now.seq++
      now.sent++
      px = Math.max(100, px + Math.sin(now.seq * 0.7) * 0.3 + Math.cos(now.seq * 0.013) * 0.12)
      const time = new Date(world.lastMs + (now.seq - 48_211)).toISOString()
      tell({ topic: `quotes:${world.SESSION}`, seq: now.seq, data: [{ instrument: world.INSTRUMENT, bidPx: (px - 0.4).toFixed(2), bidQty: '3.10000000', askPx: (px + 0.4).toFixed(2), askQty: '1.72500000', lastPx: px.toFixed(2), lastQty: '0.25000000', time }] })
    }
    if (at - stateAt > 50) {
      stateAt = at
      tell({ topic: `session:${world.SESSION}`, seq: now.seq, data: { ...world.state(now), seq: now.seq } })
    }
  }, TICK_MS)

  /** @param {unknown} message */
  function tell(message) {
    const text = JSON.stringify(message)
    for (const client of sockets.clients) if (client.readyState === 1 && client.bufferedAmount < 4_000_000) client.send(text)
  }

  const dropSockets = () => sockets.clients.forEach((client) => client.terminate())
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${address.port}`,
    setRate: (rate) => { now.rate = rate },
    dropSockets,
    setDown: (down) => { now.down = down; if (down) dropSockets() },
    setEmpty: (empty) => { now.empty = empty },
    sent: () => now.sent,
    close: async () => {
      clearInterval(pump)
      dropSockets()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock(Number(process.env['PORT'] ?? 8751))
  console.log(`${mock.url}/#token=${TOKEN}`)
}
