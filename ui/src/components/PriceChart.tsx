import { useComputedColorScheme } from '@mantine/core'
import {
  CandlestickSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineStyle,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
  createChart,
  createSeriesMarkers,
} from 'lightweight-charts'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { Candle, Fill, Quote } from '../api/types'
import { add, digitsAfterPoint, formatDecimal, toNumber } from '../format/decimal'
import { epochSeconds } from '../format/time'
import type { LiveStore } from '../stream/store'
import { type Bar, type Colors, bucket, chartOptions, colorsOf, toBars, withPrice } from './charting'

export interface Level {
  readonly px: string
  readonly title: string
  readonly tone: 'up' | 'down' | 'warn' | 'info'
}

interface PriceChartProps {
  readonly label: string
  readonly instrument: string
  readonly candles: readonly Candle[]
  readonly timeframe: number
  /** Newest first. */
  readonly fills: readonly Fill[]
  readonly levels: readonly Level[]
  /** Where new prices come from; none for a picture of the past. */
  readonly live: LiveStore | null
}

interface Handles {
  readonly chart: IChartApi
  readonly series: ISeriesApi<'Candlestick'>
  readonly markers: ISeriesMarkersPluginApi<Time>
  readonly colors: Colors
  lines: IPriceLine[]
  last: Bar | null
}

/** Beyond so many markers a chart is a blot, and beyond so many texts sooner. */
const MARKERS_MAX = 400
const TEXTS_MAX = 24
/** A chart is drawn whole for each new price; twenty-five times a second is more than an eye follows. */
const DRAW_MS = 40

/** Price with fills and stops on it. New prices go to the chart once a frame, past React. */
export const PriceChart = memo(function PriceChart({ label, instrument, candles, timeframe, fills, levels, live }: PriceChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const handles = useRef<Handles | null>(null)
  const scheme = useComputedColorScheme('dark')
  const bars = useMemo(() => toBars(candles), [candles])
  const digits = useMemo(() => Math.min(8, candles.slice(-50).reduce((most, candle) => Math.max(most, digitsAfterPoint(candle.close)), 2)), [candles])

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const colors = colorsOf(element)
    const chart = createChart(element, chartOptions(colors))
    const series = chart.addSeries(CandlestickSeries, {
      upColor: colors.up,
      downColor: colors.down,
      wickUpColor: colors.up,
      wickDownColor: colors.down,
      borderVisible: false,
    })
    handles.current = { chart, series, markers: createSeriesMarkers(series, []), colors, lines: [], last: null }
    return () => {
      handles.current = null
      chart.remove()
    }
  }, [scheme])

  useEffect(() => {
    const held = handles.current
    if (held === null) return
    held.series.applyOptions({ priceFormat: { type: 'price', precision: digits, minMove: 10 ** -digits } })
    held.series.setData(bars)
    held.last = bars[bars.length - 1] ?? null
  }, [bars, digits, scheme])

  useEffect(() => handles.current?.chart.timeScale().scrollToRealTime(), [instrument, timeframe])

  useEffect(() => {
    handles.current?.markers.setMarkers(markersOf(fills, timeframe, handles.current.colors))
  }, [fills, timeframe, bars, scheme])

  useEffect(() => {
    const held = handles.current
    if (held === null) return
    held.lines.forEach((line) => held.series.removePriceLine(line))
    held.lines = levels.map((level) =>
      held.series.createPriceLine({ price: toNumber(level.px), color: held.colors[level.tone], lineWidth: 1, lineStyle: LineStyle.Dashed, axisLabelVisible: true, title: level.title }),
    )
  }, [levels, scheme])

  useEffect(() => {
    if (live === null) return
    let drawnAt = 0
    let changed = false
    return live.tap((batch) => {
      const held = handles.current
      if (held === null) return
      for (const { topic, data } of batch) {
        if (!topic.startsWith('quotes:')) continue
        for (const quote of (Array.isArray(data) ? data : [data]) as Quote[]) {
          if (quote.instrument !== instrument || quote.lastPx === null) continue
          const next = withPrice(held.last, epochSeconds(quote.time), toNumber(quote.lastPx), timeframe)
          if (next === null) continue
          if (held.last !== null && next.time !== held.last.time && changed) held.series.update(held.last)
          held.last = next
          changed = true
        }
      }
      const now = performance.now()
      if (!changed || held.last === null || now - drawnAt < DRAW_MS) return
      held.series.update(held.last)
      drawnAt = now
      changed = false
    })
  }, [live, instrument, timeframe])

  return <div ref={box} className="r-chart" role="figure" aria-label={`${label}: ${bars.length} candles, ${fills.length} fills`} />
})

interface FillSum {
  readonly time: UTCTimestamp
  readonly side: string
  readonly qty: string
}

/** What was bought and what was sold in each candle: an order may be filled in a hundred pieces. */
export function sumFills(fills: readonly Fill[], timeframe: number): readonly FillSum[] {
  const sums = new Map<string, FillSum>()
  for (const { time: at, side, qty } of fills) {
    const seconds = epochSeconds(at)
    if (!Number.isFinite(seconds)) continue
    const time = bucket(seconds, timeframe)
    const key = `${time} ${side}`
    sums.set(key, { time, side, qty: add(sums.get(key)?.qty ?? '0', qty) ?? qty })
  }
  return [...sums.values()]
}

function markersOf(fills: readonly Fill[], timeframe: number, colors: Colors): SeriesMarker<Time>[] {
  const sums = sumFills(fills, timeframe).slice(0, MARKERS_MAX)
  const told = sums.length <= TEXTS_MAX
  return sums
    .map((sum): SeriesMarker<Time> => {
      const buy = sum.side === 'BUY'
      return {
        time: sum.time,
        position: buy ? 'belowBar' : 'aboveBar',
        shape: buy ? 'arrowUp' : 'arrowDown',
        color: buy ? colors.up : colors.down,
        ...(told ? { text: `${buy ? 'B' : 'S'} ${formatDecimal(sum.qty, { max: 4 })}` } : {}),
        size: 1,
      }
    })
    .sort((a, b) => Number(a.time) - Number(b.time))
}
