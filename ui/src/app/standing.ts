import type { Session, State } from '../api/types'
import type { StreamPhase } from '../stream/stream'

export type Tone = 'up' | 'down' | 'warn' | 'dim'

export interface Standing {
  readonly word: string
  readonly tone: Tone
  /** One sentence for who wants to know more. */
  readonly text: string
}

/** How things stand, in one word: the worst thing first. */
export function standing(session: Session | null, state: State | null, reachable: boolean): Standing {
  if (!reachable) return { word: 'Disconnected', tone: 'down', text: 'The side-car does not answer; what is shown is old. The engine goes on without it.' }
  if (session === null) return { word: 'No session', tone: 'dim', text: 'No paper session and no run was found in the workspace.' }
  if (typeof session.error === 'string' && session.error !== '') return { word: 'Unreadable', tone: 'down', text: session.error }
  const running = state?.running ?? session.running
  const halted = state?.halted ?? session.halted
  if (!running) {
    if (halted) return { word: 'Stopped, halted', tone: 'down', text: 'No engine runs, and the kill switch holds: it will be halted when it starts again.' }
    if (session.kind === 'backtest') return { word: 'Backtest', tone: 'dim', text: 'A finished backtest; nothing is traded here.' }
    return session.ended
      ? { word: 'Ended', tone: 'dim', text: 'The session came to the end of its source.' }
      : { word: 'Stopped', tone: 'warn', text: 'No engine runs on this session.' }
  }
  if (state?.diverged ?? session.diverged) return { word: 'Diverged', tone: 'down', text: 'The engine did something else than its journal says it must do.' }
  if (halted) return { word: 'Halted', tone: 'down', text: 'The kill switch is on: no new positions.' }
  if (state?.drawdownTripped ?? session.drawdownTripped) return { word: 'Drawdown stop', tone: 'down', text: 'The drawdown limit was hit: no new positions.' }
  return { word: 'Running', tone: 'up', text: 'The engine runs and may trade.' }
}

/** After how long without news a running session's figures are called stale. */
export const STALE_AFTER_MS = 5_000

export interface Freshness {
  readonly stale: boolean
  /** What to say about it; empty when all is well. */
  readonly text: string
  readonly retryInSeconds: number | null
}

export function freshness(phase: StreamPhase, retryAt: number | null, lastAt: number | null, running: boolean, now: number): Freshness {
  if (phase === 'refused') return { stale: true, text: 'The live stream was refused: this token may not read it. Figures are asked for every few seconds.', retryInSeconds: null }
  if (phase !== 'open') {
    const wait = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000))
    return { stale: true, text: 'Live stream disconnected.', retryInSeconds: wait }
  }
  if (running && lastAt !== null && now - lastAt > STALE_AFTER_MS) {
    return { stale: true, text: `No update from this session for ${Math.floor((now - lastAt) / 1000)} s.`, retryInSeconds: null }
  }
  return { stale: false, text: '', retryInSeconds: null }
}
