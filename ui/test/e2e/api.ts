import type { Page, Session } from '../../src/api/types'
import type { Target } from './setup'

/** The API beside the console, for what the tests prepare and check. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static of({ url, token }: Target): Api {
    return new Api(url, token)
  }

  async get<T>(route: string): Promise<T> {
    return this.call<T>('GET', route)
  }

  async post<T>(route: string, body: unknown): Promise<T> {
    return this.call<T>('POST', route, body)
  }

  private async call<T>(method: string, route: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${route}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }

  async session(id: string): Promise<Session> {
    return this.get<Session>(`/sessions/${encodeURIComponent(id)}`)
  }

  async sessions(): Promise<readonly Session[]> {
    return (await this.get<Page<Session>>('/sessions?limit=1000')).items
  }
}

/** Stops and ends whatever engine the tests left running. */
export async function stopAll(api: Api): Promise<void> {
  for (const session of await api.sessions()) {
    if (session.running && session.kind === 'paper') await api.post(`/sessions/${encodeURIComponent(session.id)}/stop`, {})
  }
}
