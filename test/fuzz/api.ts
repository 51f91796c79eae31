import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { serveBrowser } from '#electron/browser/server.ts'
import { createRouter } from '#electron/terminal/api/index.ts'
import { createTerminal, type Terminal } from '#electron/terminal/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import { webSocketPath, webSocketProtocol } from '#shared/contract/host.ts'
import { type Path, procedures, screenOf, someHost } from '#test/support/api.ts'
import type { Random } from '#test/support/random.ts'
import { asAdmin } from '#test/support/terminal.ts'
import { fitsOutput } from './answers.ts'
import { mutateValue } from './mutate.ts'
import type { Target, World } from './target.ts'
import { rowsOf } from '#test/support/database.ts'

const place = { sku: 'SKU-1', bin: 'A-1' }
const commandsOf = (random: Random): object[] => [
  { type: 'ReceiveStock', ...place, quantity: random.between(1, 9) },
  { type: 'PickStock', ...place, quantity: random.between(1, 9) },
  { type: 'MoveStock', sku: 'SKU-1', from: 'A-1', to: 'A-2', quantity: 1 },
  { type: 'AdjustStock', ...place, delta: -1, reason: 'damaged' },
  { type: 'RegisterOperator', operator: 'eve', name: 'Eve', role: 'supervisor' },
  { type: 'ChangeRole', operator: 'jo', role: 'supervisor' },
  { type: 'ChangeNegativeStockPolicy', policy: 'allow' },
  { type: 'RenameProduct', sku: 'SKU-1', name: 'Other' },
]

/** What a page sends that means well; spoiled afterwards. */
const inputsOf = (random: Random): unknown[] => [
  { id: random.uuid(), command: random.pick(commandsOf(random)) },
  { kind: 'bins', text: 'bin\nN-1\n' },
  { sku: 'SKU-1' },
  { bin: 'A-1' },
  { code: 'SKU-1' },
  { text: 'Chain', limit: 5 },
  { count: 'C1' },
  { limit: 10 },
  undefined,
]

const refusals = new Set([
  'BAD_REQUEST',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
])

const stockThere = (terminal: Terminal): number =>
  rowsOf<{ all: number }>(terminal, 'SELECT coalesce(sum(effective), 0) AS "all" FROM stock')[0]
    ?.all ?? 0

/** What an accepted command did to the stock, by its events. */
function deltaOf(outcome: Outcome): number {
  if (outcome.outcome !== 'accepted') return 0
  return outcome.events.reduce((sum, { type, data }) => {
    const [quantity, delta] = [Number(data['quantity'] ?? 0), Number(data['delta'] ?? 0)]
    const changes: Readonly<Record<string, number>> = {
      StockReceived: quantity,
      StockPicked: -quantity,
      StockAdjusted: delta,
    }
    return sum + (changes[type] ?? 0)
  }, 0)
}

async function openLink(address: URL, screen: string) {
  const token = new URLSearchParams(address.hash.slice(1)).get('token') ?? ''
  const protocols = [webSocketProtocol, token, screen]
  const socket = new WebSocket(`ws://${address.host}${webSocketPath}`, protocols, {
    origin: address.origin,
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  const client: unknown = createORPCClient(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  )
  const call = async (path: Path, input: unknown): Promise<unknown> => {
    let at = client
    for (const name of path) at = Reflect.get(at as object, name)
    return (at as (input: unknown) => Promise<unknown>)(input)
  }
  return { socket, call }
}

const isLive = (answer: unknown): answer is AsyncIterator<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

/** What only a supervisor may change. */
const ruledIn = ({ queries }: Terminal) => [
  queries.operators.list(),
  queries.warehouse.get(),
  queries.warehouse.reasons(),
  queries.products.bySku('SKU-1')?.name,
  queries.bins.get('N-1'),
]

async function openWorld(dir: string): Promise<World> {
  const terminal = createTerminal({ dataDir: join(dir, 'data') })
  terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
  const run = asAdmin(terminal)
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: 'SKU-1', name: 'Chain', packs: [] })
  run({ type: 'ReceiveStock', ...place, quantity: 100 })
  run({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
  const { host, failures } = someHost()
  const rendererDir = join(dir, 'pages')
  await mkdir(rendererDir)
  await writeFile(join(rendererDir, 'index.html'), '')
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const server = await serveBrowser(
    {
      router: createRouter(terminal, { ...host, central: terminal.central }),
      connect: (tab) => ({
        context: { screen: tab === 'jo' ? screenOf(terminal, 'jo') : terminal.screens.open() },
        close: () => {},
      }),
    },
    { rendererDir, port: 0, log: silent },
  )
  const address = new URL(server.address)
  const links = new Map<string, Awaited<ReturnType<typeof openLink>>>()
  const linkOf = async (who: string) => {
    const known = links.get(who)
    if (known?.socket.readyState === WebSocket.OPEN) return known
    const link = await openLink(address, who)
    links.set(who, link)
    return link
  }
  let stock = stockThere(terminal)
  const ruled = ruledIn(terminal)
  const sequence = () => terminal.store.outbox.lastSequence()

  async function attempt(random: Random, tell: (input: unknown) => void): Promise<void> {
    const who = random.pick(['jo', 'jo', 'nobody'])
    const [real, procedure] = random.chance(0.4)
      ? (procedures.find(([path]) => path.join('.') === 'stock.execute') ?? random.pick(procedures))
      : random.pick(procedures)
    // Of an unknown procedure there is no answer but that it is not there.
    const isUnknown = random.chance(0.05)
    const path = isUnknown
      ? [...real.slice(0, -1), random.pick(['__proto__', 'constructor', 'no'])]
      : real
    let input = random.pick(inputsOf(random))
    if (path.at(-1) === 'execute') input = inputsOf(random)[0]
    for (let n = random.pick([0, 1, 1, 3]); n > 0; n -= 1) input = mutateValue(random, input)
    tell({ who, path, input })
    const before = sequence()
    const { call } = await linkOf(who)
    try {
      const answer = await call(path, input)
      if (isLive(answer)) await answer.return?.()
      else {
        await fitsOutput(procedure, answer)
        if (path.join('.') === 'stock.execute') stock += deltaOf(answer as Outcome)
      }
      assert.ok(!isUnknown)
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error
      assert.ok(refusals.has(String(error.code)), `${String(error.code)} is no answer`)
      assert.equal(sequence(), before, 'what is refused is not recorded')
    }
    if (who === 'nobody') assert.equal(sequence(), before, 'nobody records nothing')
    assert.deepEqual(failures, [])
    assert.deepEqual(ruledIn(terminal), ruled, 'an operator changes no rules')
    assert.equal(stockThere(terminal), stock, 'stock is what the answers say')
  }
  return {
    attempt,
    close: async () => {
      await server.close()
      await terminal.close()
    },
  }
}

/** Messages of a hostile page, signed in as an operator or not at all. */
export const api: Target = { name: 'api', casesPerWorld: 300, open: openWorld }
