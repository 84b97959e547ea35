import { type QueryClient, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useStreamStatus } from '../stream/hooks'
import { get, path } from './client'
import type * as T from './types'

/** How often lists that change by themselves are asked for again. */
const OFTEN_MS = 3_000
const SELDOM_MS = 15_000
const PAGE = 200

const list = <Item>(route: string, query: Record<string, string | number> = {}) => get<T.Page<Item>>(route, { limit: 1000, ...query })

export const useHealth = () => useQuery({ queryKey: ['health'], queryFn: ({ signal }) => get<T.Health>('/health', {}, signal), refetchInterval: OFTEN_MS })

export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => get<T.Me>('/me'), staleTime: 60_000 })

export const useSessions = () => useQuery({ queryKey: ['sessions'], queryFn: () => list<T.Session>('/sessions'), refetchInterval: OFTEN_MS })

export const useSession = (id: string | null) =>
  useQuery({ queryKey: ['session', id], queryFn: () => get<T.Session>(path`/sessions/${id ?? ''}`), enabled: id !== null, refetchInterval: OFTEN_MS })

export const useStrategies = () => useQuery({ queryKey: ['strategies'], queryFn: () => list<T.Strategy>('/strategies'), staleTime: 60_000 })

export const useJournals = () => useQuery({ queryKey: ['journals'], queryFn: () => list<T.MarketJournal>('/data/journals'), staleTime: 15_000 })

/** The newest state; the stream brings what follows, and while it is down the state is asked for. */
export function useNewestState(session: string | null) {
  const phase = useStreamStatus().phase
  return useQuery({
    queryKey: ['state', session],
    queryFn: ({ signal }) => get<T.State>(path`/sessions/${session ?? ''}/state`, {}, signal),
    enabled: session !== null,
    refetchInterval: phase === 'open' ? SELDOM_MS : OFTEN_MS,
  })
}

/** The state as of a sequence; the one before stays in sight until the next is there. */
export const useStateAt = (session: string | null, seq: number | null) =>
  useQuery({
    queryKey: ['state', session, seq],
    queryFn: ({ signal }) => get<T.State>(path`/sessions/${session ?? ''}/state`, { seq }, signal),
    enabled: session !== null && seq !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })

export const useFrames = (session: string | null, stream: 'inbound' | 'outbound' | 'all', fromSeq: number | null, limit: number) =>
  useQuery({
    queryKey: ['frames', session, stream, fromSeq, limit],
    queryFn: ({ signal }) => get<T.Page<T.Frame>>(path`/sessions/${session ?? ''}/frames`, { stream, fromSeq, limit }, signal),
    enabled: session !== null && fromSeq !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })

export interface OrderFilter {
  readonly state: string | null
  readonly instrument: string | null
  readonly side: string | null
}

export const useOrders = (session: string | null, filter: OrderFilter, live: boolean) =>
  useInfiniteQuery({
    queryKey: ['orders', session, filter],
    queryFn: ({ pageParam, signal }) =>
      get<T.Page<T.Order>>(path`/sessions/${session ?? ''}/orders`, { ...filter, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: session !== null,
    refetchInterval: live ? OFTEN_MS : false,
    maxPages: 50,
  })

export const useOrder = (session: string | null, order: number | null) =>
  useQuery({
    queryKey: ['order', session, order],
    queryFn: () => get<T.Order>(path`/sessions/${session ?? ''}/orders/${order ?? 0}`),
    enabled: session !== null && order !== null,
  })

export const useChain = (session: string | null, order: number | null) =>
  useQuery({
    queryKey: ['chain', session, order],
    queryFn: () => get<T.Chain>(path`/sessions/${session ?? ''}/orders/${order ?? 0}/chain`),
    enabled: session !== null && order !== null,
  })

/** @param count of fills as far as is known: when it grows, they are asked for again */
export const useFills = (session: string | null, count: number | null) =>
  useQuery({
    queryKey: ['fills', session, count],
    queryFn: () => get<T.Page<T.Fill>>(path`/sessions/${session ?? ''}/fills`, { limit: 1000 }),
    enabled: session !== null && count !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 10_000,
  })

export const useCandles = (session: string | null, instrument: string | null, timeframe: string, live: boolean) =>
  useQuery({
    queryKey: ['candles', session, instrument, timeframe],
    queryFn: ({ signal }) =>
      get<T.Page<T.Candle>>(path`/sessions/${session ?? ''}/candles`, { instrument: instrument ?? '', timeframe, limit: 500 }, signal),
    enabled: session !== null && instrument !== null,
    refetchInterval: live ? SELDOM_MS : false,
    gcTime: 60_000,
  })

export const useEquity = (session: string | null, live: boolean, points = 500) =>
  useQuery({
    queryKey: ['equity', session, points],
    queryFn: () => get<T.Page<T.EquityPoint>>(path`/sessions/${session ?? ''}/equity`, { points }),
    enabled: session !== null,
    refetchInterval: live ? 10_000 : false,
  })

export const useRisk = (session: string | null) =>
  useQuery({ queryKey: ['risk', session], queryFn: () => get<T.Risk>(path`/sessions/${session ?? ''}/risk`), enabled: session !== null, refetchInterval: OFTEN_MS })

/** Why a strategy sent an order, or none, at a time. */
export const useWhy = (session: string | null, time: string | null) =>
  useQuery({
    queryKey: ['why', session, time],
    queryFn: ({ signal }) => get<T.Why>(path`/sessions/${session ?? ''}/why`, { time }, signal),
    enabled: session !== null && time !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })

export const useDays = (session: string | null, live: boolean) =>
  useQuery({ queryKey: ['days', session], queryFn: () => list<{ day: string }>(path`/sessions/${session ?? ''}/days`), enabled: session !== null, refetchInterval: live ? SELDOM_MS : false })

export const useStatement = (session: string | null, day: string | null) =>
  useQuery({
    queryKey: ['statement', session, day],
    queryFn: () => get<T.Statement>(path`/sessions/${session ?? ''}/statement`, { day }),
    enabled: session !== null && day !== null,
  })

/** Reads the session's days, so it is not asked for often. */
export const useDecay = (session: string) =>
  useQuery({ queryKey: ['decay', session], queryFn: ({ signal }) => get<{ decay: T.Decay | null }>(path`/sessions/${session}/decay`, {}, signal), refetchInterval: 60_000 })

export const useJobs = () => useQuery({ queryKey: ['jobs'], queryFn: () => list<T.Job>('/jobs'), refetchInterval: OFTEN_MS })

export const useRuns = () => useQuery({ queryKey: ['runs'], queryFn: () => list<T.Run>('/runs'), refetchInterval: SELDOM_MS })

export const useRun = (id: string | null) =>
  useQuery({ queryKey: ['run', id], queryFn: () => get<T.Run>(path`/runs/${id ?? ''}`), enabled: id !== null, staleTime: 60_000 })

export const useComparison = (ids: readonly string[]) =>
  useQuery({ queryKey: ['compare', ids], queryFn: () => get<unknown>('/runs/compare', { ids: ids.join(',') }), enabled: ids.length > 1 })

export const useProposals = () => useQuery({ queryKey: ['proposals'], queryFn: () => list<T.Proposal>('/proposals'), refetchInterval: OFTEN_MS })

export const useAlerts = () => useQuery({ queryKey: ['alerts'], queryFn: () => list<T.Alert>('/alerts'), refetchInterval: OFTEN_MS })

export const useAlertRules = () => useQuery({ queryKey: ['alert-rules'], queryFn: () => list<T.AlertRule>('/alert-rules') })

export const useSchedules = () => useQuery({ queryKey: ['schedules'], queryFn: () => list<T.Schedule>('/schedules') })

export const useAudit = (enabled: boolean) =>
  useQuery({ queryKey: ['audit'], queryFn: () => get<T.Page<T.AuditEntry>>('/audit', { limit: 500 }), enabled, refetchInterval: SELDOM_MS })

/** After something was done: whatever could have changed is asked for again. */
export async function refreshAll(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ predicate: (query) => query.queryKey[2] === undefined || query.queryKey[0] !== 'state' })
}
