import type { Order, Quote, Series, State } from '../api/types'
import type { StreamMessage } from './stream'

/**
 * What a page knows of a running session. `session` says everything; the narrower topics say a part of it, newer or for
 * less. All of them are whole as of their sequence, so the newest of each is enough.
 */
export interface Live {
  readonly state: State | null
  readonly quotes: ReadonlyMap<string, Quote>
  /** The orders that work, null until they were told. */
  readonly working: readonly Order[] | null
  readonly series: readonly Series[] | null
  readonly updates: number
}

const NO_QUOTES: ReadonlyMap<string, Quote> = new Map()

export const NOTHING: Live = { state: null, quotes: NO_QUOTES, working: null, series: null, updates: 0 }

/** A venue has more instruments than a page can show; a stream that names ever new ones must not fill the memory. */
export const QUOTES_MAX = 2_000

/** The topic's kind: what stands before the colon. */
function kind(topic: string): string {
  const colon = topic.indexOf(':')
  return colon < 0 ? topic : topic.slice(0, colon)
}

/** Topics say one thing or a list of them. */
function many<T>(data: unknown): readonly T[] {
  if (Array.isArray(data)) return data as T[]
  return data === null || data === undefined ? [] : [data as T]
}

/** One batch on top of what was known; what does not change stays the same object. */
export function reduce(live: Live, batch: readonly StreamMessage[]): Live {
  let { state, working, series } = live
  let quotes: Map<string, Quote> | null = null
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
        working = many<Order>(data)
        break
      case 'bars':
        series = many<Series>(data)
        break
    }
  }
  if (quotes !== null) trim(quotes)
  return { state, quotes: quotes ?? live.quotes, working, series, updates: live.updates + batch.length }
}

/** A state never goes back in the sequence, whatever arrives late; but an engine that stopped or started says so at any. */
function newer(known: State | null, offered: State | null): State | null {
  if (offered === null || typeof offered !== 'object' || typeof offered.seq !== 'number') return known
  if (known !== null && offered.seq < known.seq && offered.running === known.running) return known
  return offered
}

function trim(quotes: Map<string, Quote>): void {
  for (const instrument of quotes.keys()) {
    if (quotes.size <= QUOTES_MAX) return
    quotes.delete(instrument)
  }
}
