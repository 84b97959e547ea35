import { type ReactNode, createContext, useContext, useMemo, useState } from 'react'
import { useNewestState, useSessions } from '../api/queries'
import type { Session, State } from '../api/types'
import type { Live } from '../stream/live'
import { useLive, useStreamStatus } from '../stream/hooks'

/** The session that the whole console looks at. */
export interface Current {
  readonly sessions: readonly Session[]
  readonly session: Session | null
  readonly id: string | null
  readonly choose: (id: string) => void
  readonly loading: boolean
  readonly error: Error | null
}

const NO_SESSIONS: readonly Session[] = []
const KEY = 'reprise.session'
const CurrentContext = createContext<Current | null>(null)

/** What is looked at when nobody chose: a running session before an ended one, a session before a backtest, the newest first. */
export function firstChoice(sessions: readonly Session[]): Session | null {
  const rank = (session: Session) => (session.running ? 0 : session.kind === 'backtest' ? 2 : 1)
  return [...sessions].sort((a, b) => rank(a) - rank(b))[0] ?? null
}

export function CurrentSession({ children }: { readonly children: ReactNode }) {
  const query = useSessions()
  const [chosen, setChosen] = useState<string | null>(() => sessionStorage.getItem(KEY))
  const sessions = query.data?.items ?? NO_SESSIONS
  const session = sessions.find((candidate) => candidate.id === chosen) ?? firstChoice(sessions)
  const value = useMemo<Current>(
    () => ({
      sessions,
      session,
      id: session?.id ?? null,
      choose: (id) => {
        sessionStorage.setItem(KEY, id)
        setChosen(id)
      },
      loading: query.isPending,
      error: query.data === undefined ? query.error : null,
    }),
    [sessions, session, query.isPending, query.data, query.error],
  )
  return <CurrentContext value={value}>{children}</CurrentContext>
}

export function useCurrent(): Current {
  const current = useContext(CurrentContext)
  if (current === null) throw new Error('outside of CurrentSession')
  return current
}

export interface Watched {
  readonly live: Live
  readonly state: State | null
  readonly error: Error | null
  readonly pending: boolean
}

/** The newest state of a session: what the stream brought, or what was asked for, whichever is newer. */
export function useWatched(id: string | null): Watched {
  const live = useLive(id)
  const asked = useNewestState(id)
  const phase = useStreamStatus().phase
  const polled = asked.data ?? null
  const newest = live.state !== null && (phase === 'open' || polled === null || live.state.seq >= polled.seq) ? live.state : polled
  const strategies = polled?.strategies
  // The stream shows what the shared memory holds, and strategies are not in it.
  const state = useMemo(
    () => (newest === null || (newest.strategies?.length ?? 0) > 0 || strategies === undefined || strategies === null ? newest : { ...newest, strategies }),
    [newest, strategies],
  )
  return { live, state, error: state === null ? asked.error : null, pending: state === null && asked.isPending }
}

/** A short name for an id such as data~sessions~btc. */
export function shortName(id: string): string {
  const parts = id.split('~').filter((part) => part !== 'journal')
  const kept = parts[0] === 'data' || parts[0] === 'reports' ? parts.slice(1) : parts
  const inner = kept[0] === 'sessions' || kept[0] === 'journals' ? kept.slice(1) : kept
  return inner.length === 0 ? id : inner.join(' / ')
}
