/** What the API says, as docs and openapi.json describe it. Decimals are text, times ISO-8601 in UTC. */

export type Decimal = string
export type Instant = string

export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

export interface Health {
  readonly status: string
  readonly version: string
  readonly sessionsRunning: number
}

export type Scope = 'read' | 'research' | 'paper' | 'live-propose' | 'live-approve' | 'admin'

export interface Me {
  readonly name: string
  readonly scopes: readonly Scope[]
}

export interface Instrument {
  readonly symbol: string
  readonly [key: string]: unknown
}

export interface Parameter {
  readonly name: string
  readonly type: string
  readonly default: string | number | boolean | null
  readonly min: string | number | null
  readonly max: string | number | null
  readonly description: string
}

export interface Strategy {
  readonly name: string
  readonly description: string
  readonly parameters: readonly Parameter[]
}

export interface Finding {
  readonly kind?: string
  readonly severity?: string
  readonly text?: string
  readonly count?: number
}

export interface MarketJournal {
  readonly id: string
  readonly instruments: readonly string[]
  readonly kind: string
  /** Of its bars, null for trades. */
  readonly bar?: string | null
  readonly events: number
  readonly from: Instant | null
  readonly to: Instant | null
  readonly sha256: string | null
  readonly rejectedRows: number | null
  readonly findings: readonly (Finding | string)[] | null
}

export interface Session {
  readonly id: string
  readonly name?: string
  readonly kind: string
  readonly running: boolean
  readonly pid: number | null
  readonly strategy: string | null
  readonly parameters: Readonly<Record<string, unknown>> | null
  readonly instruments: readonly string[]
  readonly lastSeq: number
  readonly time: Instant | null
  readonly marketEvents: number
  readonly orders: number
  readonly fills: number
  readonly rejects: number
  readonly denials: number
  readonly halted: boolean
  readonly drawdownTripped: boolean
  readonly diverged: boolean
  readonly ended: boolean
  readonly equity: Decimal | null
  readonly initialCash: Decimal | null
  /** Why its journal cannot be read; then the figures above say nothing. */
  readonly error?: string | null
}

export interface Order {
  readonly orderId: number
  readonly strategy: string | null
  readonly instrument: string
  readonly side: 'BUY' | 'SELL'
  readonly type: string
  readonly timeInForce: string | null
  readonly status: string
  readonly qty: Decimal
  readonly filledQty: Decimal
  readonly leavesQty: Decimal
  readonly avgPx: Decimal | null
  readonly limitPx: Decimal | null
  readonly stopPx: Decimal | null
  readonly fee: Decimal | null
  readonly causeSeq: number
  readonly time: Instant
  readonly reason: string | null
}

export interface Fill {
  readonly seq: number
  readonly orderId: number
  readonly event: number
  readonly time: Instant
  readonly side: 'BUY' | 'SELL'
  readonly px: Decimal
  readonly qty: Decimal
  readonly fee: Decimal
  readonly causeSeq: number
  readonly instrument: string
}

export interface Position {
  readonly instrument: string
  readonly qty: Decimal
  readonly lastPx: Decimal | null
  readonly value: Decimal | null
}

export interface Quote {
  readonly instrument: string
  readonly bidPx: Decimal | null
  readonly bidQty: Decimal | null
  readonly askPx: Decimal | null
  readonly askQty: Decimal | null
  readonly lastPx: Decimal | null
  readonly lastQty: Decimal | null
  readonly time: Instant | null
}

export interface Candle {
  readonly time: Instant
  readonly open: Decimal
  readonly high: Decimal
  readonly low: Decimal
  readonly close: Decimal
  readonly volume: Decimal
}

export interface Feature {
  readonly name: string
  readonly period?: number | null
  readonly value: number | null
}

export interface Series {
  readonly instrument: string
  readonly spec: string
  readonly bars: number
  readonly bar: Candle | null
  readonly features: readonly Feature[]
}

export interface StrategyState {
  readonly id: number
  readonly name: string
  readonly instrument: string
  readonly state: string | number | null
  readonly stopped: boolean
  readonly parameters: Readonly<Record<string, unknown>> | null
}

export interface Account {
  readonly initialCash: Decimal
  readonly cash: Decimal
  readonly minCash: Decimal
  readonly fees: Decimal
  readonly equity: Decimal
  readonly peakEquity: Decimal
  readonly maxDrawdown: number | null
  readonly currentDrawdown: number | null
}

export interface Counters {
  readonly marketEvents: number
  readonly ordersSubmitted: number
  readonly ordersSent: number
  readonly fills: number
  readonly rejects: number
  readonly denials: number
  readonly snapshots: number
}

export interface State {
  readonly seq: number
  readonly time: Instant | null
  readonly running: boolean
  readonly halted: boolean
  readonly drawdownTripped: boolean
  readonly diverged: boolean
  readonly account: Account
  readonly positions: readonly Position[]
  readonly quotes: readonly Quote[]
  readonly workingOrders: readonly Order[]
  readonly series: readonly Series[]
  readonly strategies?: readonly StrategyState[] | null
  readonly counters: Counters
  readonly lagMs: number | null
  readonly latencies?: Readonly<Record<string, unknown>> | null
}

export interface Frame {
  readonly seq: number
  readonly time: Instant | null
  readonly type: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Decision {
  readonly seq: number
  readonly time: Instant | null
  readonly type: string
  readonly text: string
  readonly fields: Readonly<Record<string, unknown>> | null
}

export interface Chain {
  readonly cause: Decision | null
  readonly bar: Candle | string | null
  readonly features: readonly Feature[]
  readonly decisions: readonly Decision[]
  readonly reports: readonly Decision[]
}

export interface EquityPoint {
  readonly time: Instant
  readonly seq: number
  readonly equity: Decimal
  readonly drawdown: number | null
}

export interface Risk {
  readonly limits: Readonly<Record<string, unknown>>
  readonly state: {
    readonly halted: boolean
    readonly drawdownTripped: boolean
    readonly denialsByReason?: Readonly<Record<string, number>>
    readonly rejectsByReason: Readonly<Record<string, number>>
  }
  /** The portfolio's limits by key, and who may trade: ACTIVE, REDUCE_ONLY or HALTED. */
  readonly portfolio?: {
    readonly profile: string
    readonly limits: Readonly<Record<string, string>>
    readonly killed: boolean
    readonly dailyLossTripped: boolean
    readonly account: string
    readonly strategies: Readonly<Record<string, string>>
    readonly instruments: Readonly<Record<string, string>>
  }
  readonly exposure: {
    readonly gross: Decimal
    readonly net: Decimal
    readonly perInstrument: Readonly<Record<string, Decimal>> | readonly { readonly instrument: string; readonly value: Decimal }[]
  }
}

export interface Statement {
  readonly day: string
  /** Whether a later day has begun, or the run has ended. */
  readonly complete: boolean
  readonly opening: Decimal
  readonly openingCash: Decimal
  readonly pnl: Decimal
  readonly fees: Decimal
  readonly closing: Decimal
  readonly closingCash: Decimal
  readonly difference: Decimal
  readonly cashDifference: Decimal
  readonly reconciles: boolean
  readonly fills: number
  readonly lines: readonly StatementLine[]
}

export interface StatementLine {
  readonly instrument: string
  readonly openingQty: Decimal
  readonly closingQty: Decimal
  readonly boughtQty: Decimal
  readonly soldQty: Decimal
  readonly fees: Decimal
  readonly pnl: Decimal
}

export interface Why {
  readonly sentence: string
  readonly strategy: string
  readonly decisionSeq: number
  readonly decisionTime: Instant | null
  readonly bar: Candle | null
  readonly features: readonly Feature[]
  readonly decisions: readonly Decision[]
}

export type CommandKind =
  | 'halt'
  | 'resume'
  | 'flatten'
  | 'cancel-all'
  | 'reduce-only'
  | 'flatten-instrument'
  | 'stop-strategy'
  | 'start-strategy'
  | 'order'
  | 'cancel-order'
  | 'parameters'

export interface Taken {
  readonly commandId: string | number
  readonly seq: number
}

export type JobState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED'

export interface Job {
  readonly id: string
  readonly type?: string
  readonly state: JobState
  readonly done: number | null
  readonly total: number | null
  readonly etaSeconds: number | null
  readonly runId: string | null
  readonly error: string | null
  readonly owner?: string | null
  readonly submitted?: Instant | null
  readonly started?: Instant | null
  readonly ended?: Instant | null
  readonly request?: Readonly<Record<string, unknown>>
}

/** result.json: the keys of `backtest --json`, and what else the engine adds later. */
/** A session's strategy against what it did out of sample. */
export interface Decay {
  readonly strategy: string
  readonly state: 'TOO_SHORT' | 'OK' | 'WATCH' | 'ALARM'
  readonly days: number
  readonly sharpe: number | null
  readonly baselineSharpe: number
  readonly baselineDays: number
  readonly standardError: number | null
  readonly hitRate: number | null
  readonly baselineHitRate: number | null
  readonly slippageBps: number
  readonly baselineSlippageBps: number
  readonly cusum: number
  readonly threshold: number
  readonly falseAlarmsPerYear: number
  readonly alarmDate: string | null
  readonly detectionDaysMedian: number
  readonly sentence: string
}

export interface Run {
  readonly id: string
  readonly [key: string]: unknown
}

export interface Proposal {
  readonly id: string
  readonly proposer: string
  readonly session: string
  readonly action: Readonly<Record<string, unknown>>
  readonly created: Instant
  readonly expires: Instant
  readonly state: 'OPEN' | 'APPROVED' | 'REFUSED' | 'EXPIRED' | 'EXECUTED' | 'FAILED'
  /** What it would do, in one sentence. */
  readonly summary?: string | null
  readonly digest?: string
  readonly decided?: Instant | null
  readonly error?: string | null
  readonly whatIf: Readonly<Record<string, unknown>> | null
  readonly approver: string | null
  readonly seq: number | null
  readonly reason?: string | null
}

export interface Alert {
  readonly id: string
  readonly time: Instant
  readonly severity?: string
  readonly rule?: string | null
  readonly session?: string | null
  readonly text: string
  readonly acknowledged: boolean
  readonly acknowledgedBy?: string | null
}

export interface AlertRule {
  readonly id: string
  readonly kind: string
  readonly threshold: number | null
  readonly session: string | null
  /** The host only: the address may hold a secret. */
  readonly webhook: string | null
  readonly email: string | null
}

export interface Schedule {
  readonly id: string
  readonly cron: string
  readonly action: 'START_SESSION' | 'STOP_SESSION' | 'JOB'
  readonly session: string | null
  readonly jobType: string | null
  readonly request: Readonly<Record<string, unknown>> | null
  readonly by: string
  readonly next: Instant | null
  readonly lastRun: Instant | null
  readonly lastOutcome: string | null
}

export interface AuditEntry {
  readonly time: Instant
  readonly actor: string | null
  readonly scope: string | null
  readonly what: string
  readonly arguments: unknown
  readonly outcome: string
  readonly detail?: string | null
  readonly session?: string | null
  readonly approver?: string | null
  readonly seq: number | null
}

export interface LogLine {
  readonly time: Instant
  readonly level: string
  readonly text: string
}
