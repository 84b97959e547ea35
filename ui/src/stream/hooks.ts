import { useEffect, useState, useSyncExternalStore } from 'react'
import { storedToken } from '../api/token'
import type { Live } from './live'
import { NOTHING } from './live'
import { LiveStore } from './store'
import { Stream, type StreamMessage, type StreamStatus } from './stream'

const HIDDEN_FRAME_MS = 500

/** The console's one stream. */
export const stream = new Stream({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/stream`,
  token: storedToken,
  connect: (url) => new WebSocket(url),
  frame: (action) => {
    if (document.hidden) setTimeout(action, HIDDEN_FRAME_MS)
    else requestAnimationFrame(action)
  },
  now: () => Date.now(),
  random: () => Math.random(),
})

const stores = new Map<string, LiveStore>()

export function liveStore(session: string): LiveStore {
  let store = stores.get(session)
  if (store === undefined) {
    store = new LiveStore(stream, session)
    stores.set(session, store)
  }
  return store
}

const never = (): (() => void) => () => undefined
const nothing = (): Live => NOTHING

export function useLive(session: string | null): Live {
  const store = session === null ? null : liveStore(session)
  return useSyncExternalStore(store?.watch ?? never, store?.snapshot ?? nothing)
}

export function useStreamStatus(): StreamStatus {
  return useSyncExternalStore(stream.watch, stream.snapshot)
}

/** Calls back with every batch of a topic while the component is there. */
export function useTopic(topic: string | null, listener: (batch: readonly StreamMessage[]) => void): void {
  useEffect(() => (topic === null ? undefined : stream.subscribe(topic, listener)), [topic, listener])
}

/** The time, anew every so many milliseconds. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
