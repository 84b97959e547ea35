import type { Candle, Fill, Order, Quote, State } from '../api/types'
import type { StreamMessage } from './stream'

/** What a page knows of a running session: the newest state, and what came after it on the narrower topics. */
export interface Live {
  readonly state: State | null
  readonly quotes: ReadonlyMap<string, Quote>
  readonly orders: ReadonlyMap<number, Order>
  /** The newest bar of each instrument and series, by "instrument series". */
  readonly bars: ReadonlyMap<string, Candle>
  /** Fills that came while the page was open, newest last. */
  readonly fills: readonly Fill[]
  readonly updates: number
}

export const NOTHING: Live = { state: null, quotes: new Map(), orders: new Map(), bars: new Map(), fills: [], updates: 0 }

/** The newest orders and fills that are kept: lists on a page that stays open for days must not grow for days. */
export const ORDERS_MAX = 500
export const FILLS_MAX = 500

const FINAL = new Set(['FILLED', 'CANCELED', 'REJECTED', 'DENIED', 'EXPIRED'])

export function isFinal(order: Order): boolean {
  return FINAL.has(order.status)
}

/** The topic's kind: what stands before the colon. */
function kind(topic: string): string {
  const colon = topic.indexOf(':')
  return colon < 0 ? topic : topic.slice(0, colon)
}

function many<T>(data: unknown): readonly T[] {
  if (Array.isArray(data)) return data as T[]
  if (data !== null && typeof data === 'object' && Array.isArray((data as { items?: unknown }).items)) {
    return (data as { items: T[] }).items
  }
  return data === null || data === undefined ? [] : [data as T]
}

/** One batch, all messages of one topic or of several, on top of what was known; what does not change stays the same object. */
export function reduce(live: Live, batch: readonly StreamMessage[]): Live {
  let state = live.state
  let quotes: Map<string, Quote> | null = null
  let orders: Map<number, Order> | null = null
  let bars: Map<string, Candle> | null = null
  let fills: Fill[] | null = null
  for (const { topic, data } of batch) {
    switch (kind(topic)) {
      case 'session':
        state = newer(state, data as State | null)
        break
      case 'quotes':
        quotes ??= new Map(live.quotes)
        for (const quote of many<Quote>(data)) quotes.set(quote.instrument, quote)
        break
      case 'orders':
        for (const entry of many<Order | Fill>(data)) {
          if ('status' in entry) {
            orders ??= new Map(live.orders)
            orders.delete(entry.orderId)
            orders.set(entry.orderId, entry)
          } else if ('px' in entry) {
            fills ??= [...live.fills]
            fills.push(entry)
          }
        }
        break
      case 'bars':
        bars ??= new Map(live.bars)
        for (const bar of many<Candle & { instrument?: string; spec?: string }>(data)) {
          bars.set(`${bar.instrument ?? ''} ${bar.spec ?? ''}`, bar)
        }
        break
    }
  }
  if (orders !== null) trim(orders, ORDERS_MAX)
  if (fills !== null && fills.length > FILLS_MAX) fills = fills.slice(fills.length - FILLS_MAX)
  return {
    state,
    quotes: quotes ?? live.quotes,
    orders: orders ?? live.orders,
    bars: bars ?? live.bars,
    fills: fills ?? live.fills,
    updates: live.updates + batch.length,
  }
}

/** A state never goes back in the sequence, whatever arrives late; but a session that began anew starts at its own. */
function newer(known: State | null, offered: State | null): State | null {
  if (offered === null || typeof offered !== 'object') return known
  if (known !== null && offered.seq < known.seq && offered.running === known.running) return known
  return offered
}

function trim(orders: Map<number, Order>, max: number): void {
  for (const [id, order] of orders) {
    if (orders.size <= max) return
    if (isFinal(order)) orders.delete(id)
  }
  for (const id of orders.keys()) {
    if (orders.size <= max) return
    orders.delete(id)
  }
}
