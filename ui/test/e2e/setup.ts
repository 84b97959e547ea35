import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

/**
 * The engine and the side-car that the tests drive. REPRISE_URL and REPRISE_TOKEN name ones that run already, with a token
 * of the scope admin and one of an agent (read and live-propose) in REPRISE_AGENT_TOKEN; without them the tests make a
 * workspace of their own, with the demo's real data, and end it afterwards.
 */
export interface Target {
  readonly url: string
  readonly token: string
  readonly agentToken: string
}

declare module 'vitest' {
  interface ProvidedContext {
    target: Target
  }
}

const RUN = fileURLToPath(new URL('../../../run.sh', import.meta.url))
const READY_MS = 120_000
const BUILD_MS = 1_200_000
const run = promisify(execFile)

/** The test runner's own settings are none of the engine's, nor of the console's build. */
const { NODE_ENV: _mode, VITEST: _runner, ...ENVIRONMENT } = process.env

async function reprise(...args: string[]): Promise<string> {
  return (await run(RUN, args, { timeout: BUILD_MS, maxBuffer: 64 << 20, env: ENVIRONMENT as NodeJS.ProcessEnv })).stdout
}

/** Reads the address that the side-car prints once it listens. */
function address(sideCar: ChildProcess): Promise<{ url: string; token: string }> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`the side-car was not ready in ${READY_MS / 1000} s: ${said}`)), READY_MS)
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /(https?:\/\/[^/\s]+)\/#token=(\S+)/.exec(said)
      if (found === null) return
      clearTimeout(late)
      resolve({ url: found[1] ?? '', token: found[2] ?? '' })
    }
    sideCar.stdout?.on('data', hear)
    sideCar.stderr?.on('data', hear)
    sideCar.once('exit', (code) => reject(new Error(`the side-car ended with ${code ?? 'a signal'}: ${said}`)))
  })
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const url = process.env['REPRISE_URL']
  if (url !== undefined && url !== '') {
    const token = process.env['REPRISE_TOKEN'] ?? ''
    const agentToken = process.env['REPRISE_AGENT_TOKEN'] ?? ''
    if (token === '' || agentToken === '') throw new Error('REPRISE_URL needs REPRISE_TOKEN (admin) and REPRISE_AGENT_TOKEN (read, live-propose) beside it')
    project.provide('target', { url: url.replace(/\/$/, ''), token, agentToken })
    return
  }
  const root = await mkdtemp(join(tmpdir(), 'reprise-e2e-'))
  await reprise('demo', '--no-console', '--out', join(root, 'reports', 'demo'))
  const sideCar = spawn(RUN, ['serve', '--port', '0', '--root', root], { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT as NodeJS.ProcessEnv })
  const ended = new Promise((resolve) => sideCar.once('exit', resolve))
  const found = await address(sideCar)
  const made = JSON.parse(await reprise('token', 'create', '--json', '--root', root, '--scope', 'read,live-propose', 'agent')) as { secret?: string; token?: string }
  project.provide('target', { ...found, agentToken: made.secret ?? made.token ?? '' })
  return async () => {
    sideCar.kill('SIGTERM')
    await ended
    await rm(root, { recursive: true, force: true })
  }
}
