import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { type ApiHost, createRouter } from '#electron/terminal/api/index.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { contract } from '#shared/contract/api/index.ts'

export type Path = readonly string[]

function proceduresOf(part: object, at: Path = []): (readonly [Path, AnyContractProcedure])[] {
  return Object.entries(part).flatMap(([name, inner]: [string, object]) => {
    const path = [...at, name]
    return isContractProcedure(inner) ? [[path, inner] as const] : proceduresOf(inner, path)
  })
}

/** Every procedure of the contract, with its path. */
export const procedures = proceduresOf(contract)

/** A host that keeps what it is told went wrong. */
export function someHost() {
  const failures: { error: unknown; procedure: string }[] = []
  const told: { what: string; facts: object }[] = []
  const host: ApiHost = {
    version: '1.2.3',
    metricsAddress: () => null,
    central: () => ({ kind: 'none', address: '' }),
    told: (what, facts) => void told.push({ what, facts }),
    failed: (error, procedure) => void failures.push({ error, procedure }),
  }
  return { host, failures, told }
}

type Screen = ReturnType<Terminal['screens']['open']>

/** The API as a screen calls it, without a transport in between. Nobody is signed in at a new screen. */
export function openApi(terminal: Terminal, screen: Screen = terminal.screens.open()) {
  const { host, failures, told } = someHost()
  const router = createRouter(terminal, { ...host, central: terminal.central })
  const api = createRouterClient(router, { context: { screen } })
  return { api, failures, told, screen }
}

/** A screen that somebody is signed in at without a PIN. */
export function screenOf(terminal: Terminal, operator: string): Screen {
  return {
    ...terminal.screens.open(),
    current: () => {
      const person = terminal.queries.operators.get(operator)
      if (person === undefined) return undefined
      const { name, role } = person
      return { operator, name, role, since: '2026-01-01T00:00:00.000Z', pinIsShort: false }
    },
  }
}

/** The API as somebody has it who is signed in, for tests that are not about signing in: no PIN is asked for. */
export function openApiAs(terminal: Terminal, operator: string) {
  return openApi(terminal, screenOf(terminal, operator))
}

/** Takes answers from a live procedure until one fits. The iterator is ended with the test. */
export function follow<T>(open: (signal: AbortSignal) => Promise<AsyncIterator<T>>) {
  const controller = new AbortController()
  onTestFinished(() => controller.abort())
  const iterator = open(controller.signal)
  return {
    until: async (fits: (value: T) => boolean): Promise<T> => {
      for (;;) {
        const next = await (await iterator).next()
        if (next.done === true) throw new Error('it ended')
        if (fits(next.value)) return next.value
      }
    },
    next: async () => (await iterator).next(),
    end: () => controller.abort(),
  }
}
