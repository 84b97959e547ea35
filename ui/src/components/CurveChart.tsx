import { useComputedColorScheme } from '@mantine/core'
import { AreaSeries, BaselineSeries, type IChartApi, LineSeries, type Time, type UTCTimestamp, createChart } from 'lightweight-charts'
import { useEffect, useRef } from 'react'
import type { EquityPoint } from '../api/types'
import { toNumber } from '../format/decimal'
import { epochSeconds } from '../format/time'
import { chartOptions, colorsOf } from './charting'

interface Point {
  readonly time: UTCTimestamp
  readonly value: number
}

export interface Curve {
  readonly name: string
  readonly points: readonly EquityPoint[]
}

/** One point a second at most, ascending: what the chart demands. */
function pointsOf(points: readonly EquityPoint[], value: (point: EquityPoint) => number): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const next = { time: epochSeconds(point.time) as UTCTimestamp, value: value(point) }
    if (!Number.isFinite(next.time) || !Number.isFinite(next.value)) continue
    const last = kept[kept.length - 1]
    if (last !== undefined && next.time <= last.time) kept[kept.length - 1] = { time: last.time, value: next.value }
    else kept.push(next)
  }
  return kept
}

/** Equity, with its drawdown below it. */
export function EquityChart({ points, label, drawdown = true }: { readonly points: readonly EquityPoint[]; readonly label: string; readonly drawdown?: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<IChartApi | null>(null)
  const scheme = useComputedColorScheme('dark')

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const colors = colorsOf(element)
    const made = createChart(element, chartOptions(colors))
    chart.current = made
    const equity = pointsOf(points, (point) => toNumber(point.equity))
    const first = equity[0]?.value ?? 0
    const series = made.addSeries(BaselineSeries, {
      baseValue: { type: 'price', price: first },
      topLineColor: colors.up,
      topFillColor1: `${colors.up}40`,
      topFillColor2: `${colors.up}08`,
      bottomLineColor: colors.down,
      bottomFillColor1: `${colors.down}08`,
      bottomFillColor2: `${colors.down}40`,
      lineWidth: 2,
      priceLineVisible: false,
      title: 'Equity',
    })
    series.setData(equity)
    if (drawdown) {
      const below = made.addSeries(
        AreaSeries,
        {
          lineColor: colors.warn,
          topColor: `${colors.warn}08`,
          bottomColor: `${colors.warn}40`,
          lineWidth: 1,
          priceLineVisible: false,
          title: 'Drawdown',
          priceFormat: { type: 'custom', formatter: (value: number) => `${(value * 100).toFixed(1)}%` },
        },
        1,
      )
      below.setData(pointsOf(points, (point) => -Math.abs(point.drawdown ?? Number.NaN)))
      made.panes()[0]?.setStretchFactor(3)
      made.panes()[1]?.setStretchFactor(1)
    }
    made.timeScale().fitContent()
    return () => {
      chart.current = null
      made.remove()
    }
  }, [points, drawdown, scheme])

  return <div ref={box} className="r-chart" role="figure" aria-label={`${label}: ${points.length} points`} />
}

/** Several curves over each other, each as its gain since its first point. */
export function CompareChart({ curves, label }: { readonly curves: readonly Curve[]; readonly label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('dark')

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const colors = colorsOf(element)
    const palette = [colors.info, colors.warn, colors.accent, colors.up, colors.down, colors.dim]
    const made = createChart(element, chartOptions(colors))
    curves.forEach((curve, i) => {
      const first = toNumber(curve.points[0]?.equity)
      const series = made.addSeries(LineSeries, {
        color: palette[i % palette.length] ?? colors.info,
        lineWidth: 2,
        priceLineVisible: false,
        title: curve.name,
        priceFormat: { type: 'custom', formatter: (value: number) => `${(value * 100).toFixed(1)}%` },
      })
      series.setData(pointsOf(curve.points, (point) => toNumber(point.equity) / first - 1) as { time: Time; value: number }[])
    })
    made.timeScale().fitContent()
    return () => made.remove()
  }, [curves, scheme])

  return <div ref={box} className="r-chart" role="figure" aria-label={label} />
}
