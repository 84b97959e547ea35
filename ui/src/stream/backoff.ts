/** Waits between attempts to connect: doubling from half a second to fifteen, with jitter so that many consoles do not return at once. */
export const FIRST_WAIT_MS = 500
export const LONGEST_WAIT_MS = 15_000

/** @param random between 0 and 1 */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 16))
  return Math.round(full * (0.5 + random / 2))
}
