/** Times as the API sends them: ISO-8601 in UTC with up to nine decimals, which a Date would cut to three. */

import { NONE } from './decimal'

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?Z$/

/** 2013-11-25 14:03:22.123; `digits` says how many decimals of the second are shown. */
export function formatTime(value: string | null | undefined, digits = 0): string {
  if (value === null || value === undefined || value === '') return NONE
  const match = ISO.exec(value)
  if (match === null) return value
  const fraction = (match[4] ?? '').padEnd(9, '0').slice(0, digits)
  return `${match[1]} ${match[2]}:${match[3] ?? '00'}${digits > 0 ? '.' + fraction : ''}`
}

/** The time of day only, for lists of one day. */
export function formatClock(value: string | null | undefined, digits = 0): string {
  const shown = formatTime(value, digits)
  return shown.length > 11 && shown[10] === ' ' ? shown.slice(11) : shown
}

export function formatDay(value: string | null | undefined): string {
  const shown = formatTime(value)
  return shown.length > 11 && shown[10] === ' ' ? shown.slice(0, 10) : shown
}

/** Whole seconds since 1970, for charts; NaN for what is no time. */
export function epochSeconds(value: string | null | undefined): number {
  return value === null || value === undefined ? Number.NaN : Math.floor(Date.parse(value) / 1000)
}

/** How long something takes or took, in the two largest units. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`
}

/** Nanoseconds in the unit that suits them. */
export function formatNanos(ns: number | null | undefined): string {
  if (ns === null || ns === undefined || !Number.isFinite(ns)) return NONE
  if (ns < 1000) return `${Math.round(ns)} ns`
  if (ns < 1e6) return `${(ns / 1e3).toFixed(1)} \u00b5s`
  if (ns < 1e9) return `${(ns / 1e6).toFixed(1)} ms`
  return `${(ns / 1e9).toFixed(2)} s`
}
