import { forgetToken, storedToken } from './token'

/** What the API answered instead of a result: RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail === '' ? title : detail)
    this.name = 'Problem'
  }

  /** Status 0: no answer at all. */
  get unreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

const ROOT = '/api/v1'
const TIMEOUT_MS = 30_000

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** What is to happen when the token is refused; the application shows its sign-in page. */
let onUnauthorized: () => void = () => undefined

export function whenUnauthorized(action: () => void): void {
  onUnauthorized = action
}

export function path(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return strings.reduce((text, part, i) => text + part + (i < values.length ? encodeURIComponent(String(values[i])) : ''), '')
}

function address(route: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value))
  }
  const text = search.toString()
  return ROOT + route + (text === '' ? '' : '?' + text)
}

async function problem(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as { title?: string; detail?: string }
    return new Problem(response.status, body.title ?? response.statusText, body.detail ?? '')
  } catch {
    return new Problem(response.status, response.statusText || `status ${response.status}`, '')
  }
}

async function send(method: string, route: string, query: Query, body: unknown, key: string | null, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  const token = storedToken()
  if (token !== null) headers['Authorization'] = `Bearer ${token}`
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (key !== null) headers['Idempotency-Key'] = key
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  let response: Response
  try {
    response = await fetch(address(route, query), {
      method,
      headers,
      cache: 'no-store',
      credentials: 'omit',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    throw new Problem(0, 'No answer', timeout.aborted ? 'The side-car did not answer in time.' : 'The side-car cannot be reached.')
  }
  if (response.status === 401) {
    forgetToken()
    onUnauthorized()
  }
  if (!response.ok) throw await problem(response)
  return response
}

async function json<T>(response: Response): Promise<T> {
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as T
}

export async function get<T>(route: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return json<T>(await send('GET', route, query, undefined, null, signal))
}

export async function getText(route: string, query: Query = {}): Promise<string> {
  return (await send('GET', route, query, undefined, null)).text()
}

/** Whatever acts carries an idempotency key: made by the caller once per intent, so that a retry cannot act twice. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export async function post<T>(route: string, body: unknown, key: string = newKey()): Promise<T> {
  return json<T>(await send('POST', route, {}, body ?? {}, key))
}

export async function remove<T>(route: string, key: string = newKey()): Promise<T> {
  return json<T>(await send('DELETE', route, {}, undefined, key))
}
