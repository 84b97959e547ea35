import type { ChartOptions, DeepPartial, UTCTimestamp } from 'lightweight-charts'
import { ColorType } from 'lightweight-charts'
import type { Candle } from '../api/types'
import { toNumber } from '../format/decimal'
import { epochSeconds } from '../format/time'

/** The theme's meaning colors, read where the chart stands. */
export function colorsOf(element: HTMLElement) {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return {
    up: color('--r-up'),
    down: color('--r-down'),
    warn: color('--r-warn'),
    info: color('--r-info'),
    accent: color('--r-accent'),
    grid: color('--r-grid'),
    line: color('--r-line'),
    panel: color('--r-panel'),
    dim: color('--mantine-color-dimmed'),
  }
}

export type Colors = ReturnType<typeof colorsOf>

export function chartOptions(colors: Colors): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colors.panel },
      textColor: colors.dim,
      fontSize: 11,
      attributionLogo: true,
      panes: { separatorColor: colors.line },
    },
    grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
    rightPriceScale: { borderColor: colors.line },
    timeScale: { borderColor: colors.line, timeVisible: true, secondsVisible: false, rightOffset: 4 },
    crosshair: { vertLine: { color: colors.dim, labelBackgroundColor: colors.line }, horzLine: { color: colors.dim, labelBackgroundColor: colors.line } },
  }
}

export interface Bar {
  time: UTCTimestamp
  open: number
  high: number
  low: number
  close: number
}

export const TIMEFRAMES: Readonly<Record<string, number>> = { '1m': 60, '5m': 300, '15m': 900, '1h': 3600, '4h': 14_400, '1d': 86_400 }

export function bucket(seconds: number, timeframe: number): UTCTimestamp {
  return (Math.floor(seconds / timeframe) * timeframe) as UTCTimestamp
}

/** Candles in ascending order, one a time: what the chart demands. */
export function toBars(candles: readonly Candle[]): Bar[] {
  const bars: Bar[] = []
  for (const candle of candles) {
    const time = epochSeconds(candle.time) as UTCTimestamp
    if (!Number.isFinite(time)) continue
    bars.push({ time, open: toNumber(candle.open), high: toNumber(candle.high), low: toNumber(candle.low), close: toNumber(candle.close) })
  }
  bars.sort((a, b) => a.time - b.time)
  return bars.filter((bar, i) => i === bars.length - 1 || bars[i + 1]?.time !== bar.time)
}

/** The last bar after one more price; null when the price belongs to a time that is already past. */
export function withPrice(last: Bar | null, seconds: number, price: number, timeframe: number): Bar | null {
  if (!Number.isFinite(price) || !Number.isFinite(seconds)) return null
  const time = bucket(seconds, timeframe)
  if (last === null || time > last.time) return { time, open: last?.close ?? price, high: Math.max(price, last?.close ?? price), low: Math.min(price, last?.close ?? price), close: price }
  if (time < last.time) return null
  return { time, open: last.open, high: Math.max(last.high, price), low: Math.min(last.low, price), close: price }
}
