/** As much of MCP over streamable HTTP as an agent needs to call a tool. */

interface Answer {
  readonly result?: { readonly content?: readonly { readonly text?: string }[]; readonly structuredContent?: unknown; readonly isError?: boolean }
  readonly error?: { readonly message: string }
}

const PROTOCOL = '2025-06-18'

export class Agent {
  private session: string | null = null
  private id = 0

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async connect(): Promise<void> {
    await this.send({ method: 'initialize', params: { protocolVersion: PROTOCOL, capabilities: {}, clientInfo: { name: 'console-test', version: '1' } } })
    await this.send({ method: 'notifications/initialized' }, true)
  }

  /** Calls a tool; an error that it reports is thrown. */
  async call(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = await this.send({ method: 'tools/call', params: { name, arguments: args } })
    const text = answer?.result?.content?.map((part) => part.text ?? '').join('\n') ?? ''
    if (answer?.error !== undefined || answer?.result?.isError === true) throw new Error(`${name}: ${answer.error?.message ?? text}`)
    return answer?.result?.structuredContent ?? text
  }

  private async send(message: object, notification = false): Promise<Answer | null> {
    const response = await fetch(`${this.url}/mcp`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${this.token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        'MCP-Protocol-Version': PROTOCOL,
        ...(this.session === null ? {} : { 'Mcp-Session-Id': this.session }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...(notification ? {} : { id: ++this.id }), ...message }),
    })
    this.session = response.headers.get('mcp-session-id') ?? this.session
    const text = await response.text()
    if (!response.ok) throw new Error(`MCP: ${response.status} ${text}`)
    if (notification) return null
    if (!(response.headers.get('content-type') ?? '').includes('event-stream')) return JSON.parse(text) as Answer
    const answers = text.split('\n').filter((line) => line.startsWith('data:')).map((line) => JSON.parse(line.slice(5)) as Answer & { id?: number })
    return answers.find((answer) => answer.id === this.id) ?? null
  }
}
