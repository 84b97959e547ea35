// @ts-check
/** A made-up session with the API's shapes: prices by a seeded walk, so that every run of a test sees the same. */

const START_MS = Date.UTC(2013, 10, 25, 0, 0, 0)
export const SESSION = 'data~sessions~btc-paper'
export const BACKTEST = 'reports~jobs~4f1c22ab90d1'
export const INSTRUMENT = 'BTC-USD.BITSTAMP'
const CANDLES = 700
const STEP_MS = 300_000
const LAST_SEQ = 48_211

/** @param {number} seed */
function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** @template T @param {T | undefined} value @returns {T} */
function must(value) {
  if (value === undefined) throw new Error('the made-up world lacks a piece')
  return value
}

/** @param {number} value @param {number} digits */
const text = (value, digits = 2) => value.toFixed(digits)
/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString()

function makeCandles() {
  const next = random(7)
  let px = 802
  return Array.from({ length: CANDLES }, (_, i) => {
    const open = px
    const close = Math.max(400, open + (next() - 0.49) * 9)
    px = close
    return {
      time: iso(START_MS + i * STEP_MS),
      open: text(open),
      high: text(Math.max(open, close) + next() * 4),
      low: text(Math.min(open, close) - next() * 4),
      close: text(close),
      volume: text(next() * 120, 8),
    }
  })
}

export const candles = makeCandles()
const lastCandle = must(candles[CANDLES - 1])
export const lastPx = Number(lastCandle.close)
export const lastMs = Date.parse(lastCandle.time)

export const orders = Array.from({ length: 640 }, (_, i) => {
  const id = 640 - i
  const candle = candles[Math.floor(((id - 1) / 640) * CANDLES)] ?? lastCandle
  const denied = id % 41 === 0
  return {
    orderId: id,
    strategy: 'sma-cross',
    instrument: INSTRUMENT,
    side: id % 2 === 1 ? 'BUY' : 'SELL',
    type: id % 7 === 0 ? 'STOP_MARKET' : 'MARKET',
    timeInForce: 'GTC',
    status: denied ? 'REJECTED' : 'FILLED',
    qty: '12.48210000',
    filledQty: denied ? '0.00000000' : '12.48210000',
    leavesQty: '0.00000000',
    avgPx: denied ? null : candle.close,
    limitPx: null,
    stopPx: null,
    fee: denied ? '0.00000000' : '20.01874400',
    causeSeq: Math.floor((id / 640) * (LAST_SEQ - 500)),
    time: candle.time.replace('.000Z', '.125000001Z'),
    reason: denied ? 'PRICE_COLLAR' : null,
  }
})

export const fills = orders
  .filter((order) => order.status === 'FILLED')
  .map((order) => ({ seq: order.causeSeq + 2, orderId: order.orderId, event: order.causeSeq + 3, time: order.time, side: order.side, px: order.avgPx ?? '0', qty: order.qty, fee: order.fee, causeSeq: order.causeSeq, instrument: INSTRUMENT }))

/** @param {{ halted: boolean, running: boolean }} world @param {number} [seq] */
export function state(world, seq = LAST_SEQ) {
  const part = seq / LAST_SEQ
  const at = candles[Math.min(CANDLES - 1, Math.floor(part * CANDLES))] ?? lastCandle
  const equity = 100_000 + Math.sin(part * 9) * 3200 + part * 2400
  const held = Math.floor(part * 640) % 2 === 1
  const qty = held ? '12.48210000' : '0.00000000'
  const value = held ? 12.4821 * Number(at.close) : 0
  return {
    seq,
    time: at.time,
    running: world.running,
    halted: world.halted,
    drawdownTripped: false,
    diverged: false,
    account: {
      initialCash: '100000.00000000',
      cash: text(equity - value, 8),
      minCash: '1204.11000000',
      fees: text(part * 1280, 8),
      equity: text(equity, 8),
      peakEquity: text(equity * 1.012, 8),
      maxDrawdown: 0.0612,
      currentDrawdown: 0.0121,
    },
    positions: held ? [{ instrument: INSTRUMENT, qty, lastPx: at.close, value: text(value, 8) }] : [],
    quotes: [{ instrument: INSTRUMENT, bidPx: text(Number(at.close) - 0.4), bidQty: '3.10000000', askPx: text(Number(at.close) + 0.4), askQty: '1.72500000', lastPx: at.close, lastQty: '0.25000000', time: at.time }],
    workingOrders: held
      ? [{ orderId: 641, strategy: 'sma-cross', instrument: INSTRUMENT, side: 'SELL', type: 'STOP_MARKET', timeInForce: 'GTC', status: 'WORKING', qty, filledQty: '0.00000000', leavesQty: qty, avgPx: null, limitPx: null, stopPx: text(Number(at.close) * 0.97), fee: '0', causeSeq: seq - 20, time: at.time, reason: null }]
      : [],
    series: [{ instrument: INSTRUMENT, spec: '5m', bars: Math.floor(part * CANDLES), bar: at, features: [{ name: 'sma', period: 10, value: Number(at.close) - 1.37 }, { name: 'sma', period: 30, value: Number(at.close) - 4.021 }] }],
    strategies: [{ id: 0, name: 'sma-cross', instrument: INSTRUMENT, state: held ? 'LONG' : 'FLAT', stopped: false, parameters: { fast: '10', slow: '30', shorts: 'false' } }],
    counters: { marketEvents: seq - 2000, ordersSubmitted: 641, ordersSent: 640, fills: fills.length, rejects: 15, denials: 2, snapshots: 12 },
    lagMs: 5.2,
    latencies: null,
  }
}

/** @param {{ halted: boolean, running: boolean }} world */
export function sessions(world) {
  const now = state(world)
  const common = { parameters: { fast: '10', slow: '30' }, instruments: [INSTRUMENT], lastSeq: LAST_SEQ, time: now.time, marketEvents: 46_211, orders: 640, fills: fills.length, rejects: 15, denials: 2, drawdownTripped: false, diverged: false, equity: now.account.equity, initialCash: now.account.initialCash }
  return [
    { id: SESSION, kind: 'paper', running: world.running, pid: world.running ? 4711 : null, strategy: 'sma-cross', halted: world.halted, ended: false, ...common },
    { id: BACKTEST, kind: 'backtest', running: false, pid: null, strategy: 'rsi-reversion', halted: false, ended: true, ...common },
  ]
}

export const equity = Array.from({ length: 400 }, (_, i) => {
  const seq = Math.floor(((i + 1) / 400) * LAST_SEQ)
  const at = state({ halted: false, running: true }, seq)
  return { time: iso(START_MS + (i / 400) * CANDLES * STEP_MS), seq, equity: at.account.equity, drawdown: Math.abs(Math.sin(i / 60)) * 0.06 }
})

/** @param {number} from @param {number} limit @param {boolean} outbound */
export function frames(from, limit, outbound) {
  return Array.from({ length: Math.max(0, Math.min(limit, LAST_SEQ - from + 1)) }, (_, i) => {
    const seq = from + i
    const at = candles[Math.floor((seq / LAST_SEQ) * (CANDLES - 1))] ?? lastCandle
    return outbound
      ? { seq, time: at.time, type: 'SIGNAL', fields: { strategy: 'sma-cross', target: 'LONG', causeSeq: seq - 1 } }
      : { seq, time: at.time, type: 'Trade', fields: { instrument: INSTRUMENT, px: at.close, qty: '0.25000000', side: 'BUY' } }
  })
}

/** @param {number} orderId */
export function chain(orderId) {
  const order = must(orders.find((candidate) => candidate.orderId === orderId) ?? orders[0])
  const { causeSeq: seq, time } = order
  const filled = order.status === 'FILLED'
  return {
    cause: { seq, time, type: 'BAR_CLOSED', text: `The 5m bar of ${INSTRUMENT} closed.`, fields: { spec: '5m' } },
    bar: candles[100],
    features: [{ name: 'sma', period: 10, value: 812.331 }, { name: 'sma', period: 30, value: 811.92 }],
    decisions: [
      { seq: seq + 1, time, type: 'SIGNAL', text: 'sma-cross wants to be long: the fast average rose above the slow one.', fields: { target: 'LONG' } },
      { seq: seq + 2, time, type: 'INTENT', text: `Buy ${order.qty} at the market.`, fields: { qty: order.qty } },
      { seq: seq + 3, time, type: 'RISK_VERDICT', text: filled ? 'Accepted: within every limit.' : 'Denied: the price is outside of the collar.', fields: { verdict: filled ? 'ACCEPTED' : 'DENIED' } },
    ],
    reports: filled
      ? [
          { seq: seq + 5, time, type: 'EXECUTION_REPORT', text: 'The venue accepted the order.', fields: {} },
          { seq: seq + 6, time, type: 'EXECUTION_REPORT', text: `Filled ${order.qty} at ${order.avgPx ?? ''}.`, fields: { fee: order.fee } },
        ]
      : [],
  }
}

export const runs = ['sma-cross', 'rsi-reversion', 'donchian-breakout'].map((strategy, i) => ({
  id: i === 1 ? BACKTEST : `reports~demo~bitstamp-btc-usd~${strategy}`,
  strategy,
  hasJournal: i === 1,
  dataset: 'Bitstamp BTC/USD trades',
  parameters: { fast: '10', slow: '30' },
  settings: { bar: '5m', cash: '100000', fraction: '1', feeBps: '20' },
  events: 100_000,
  eventsPerSecond: 4_211_000.4,
  orders: 60 + i,
  fills: 60 + i,
  rejects: 0,
  initialEquity: '100000.00000000',
  finalEquity: text(103_920 + i * 1200, 8),
  fees: text(640.2 + i, 8),
  totalReturn: 0.0392 + i * 0.012,
  buyAndHoldReturn: 0.2461,
  excessReturn: -0.2069 + i * 0.012,
  sharpe: 2.64 - i * 0.4,
  maxDrawdown: 0.1061 + i * 0.02,
  settled: false,
  verdict: 'It did not beat buy-and-hold after costs; the data are too short to tell it from chance.',
  stateDigest: '9eed1d60fb2f148c9feecb053f8f64b889f04e258412c4ac9b382716a4917747',
}))

export const strategies = [
  { name: 'sma-cross', description: 'Long while the fast average is above the slow one.', parameters: [{ name: 'fast', type: 'LONG', default: '10', min: '1', max: '500', description: 'Bars of the fast average.' }, { name: 'slow', type: 'LONG', default: '30', min: '2', max: '1000', description: 'Bars of the slow average.' }] },
  { name: 'rsi-reversion', description: 'Buys what fell too fast, sells when it has come back.', parameters: [{ name: 'period', type: 'LONG', default: '14', min: '2', max: '200', description: 'Bars of the index.' }] },
]

export const journals = [
  { id: 'reports~demo~data~bitstamp-btc-usd', instruments: [INSTRUMENT], kind: 'trades', events: 100_000, from: '2013-11-24T18:16:31Z', to: '2013-12-01T11:02:11Z', sha256: '9eed1d60fb2f148c9feecb053f8f64b889f04e258412c4ac9b382716a4917747', rejectedRows: 0, findings: [] },
  { id: 'data~journals~apple', instruments: ['AAPL.NASDAQ'], kind: 'bars', events: 252, from: '2013-01-02T00:00:00Z', to: '2013-12-31T00:00:00Z', sha256: '94278bf377aa9fc8ddc10be29ac8f43e043cff4e362c314c30bed3f5c7bf5e95', rejectedRows: 3, findings: ['3 rows of its files were no events: rejects.csv beside it says which and why'] },
]


export const decay = {
  strategy: 'sma-cross',
  state: 'WATCH',
  days: 41,
  sharpe: 0.31,
  baselineSharpe: 0.82,
  baselineDays: 1461,
  standardError: 0.44,
  hitRate: 0.38,
  baselineHitRate: 0.42,
  slippageBps: 2.4,
  baselineSlippageBps: 2,
  cusum: 3.1,
  threshold: 11.92,
  falseAlarmsPerYear: 0.1,
  alarmDate: null,
  detectionDaysMedian: 580,
  sentence: 'sma-cross: WATCH, below the baseline by more than one standard error: Sharpe 0.31 a year over 41 days against 0.82, standard error of the difference 0.44; CUSUM 3.10 of 11.92',
}
