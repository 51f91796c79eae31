import { expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
import { connectMemory, fineWeather, MemoryLog } from '#test/support/memoryCentral.ts'
import { openSite, sync } from '#test/support/site.ts'
import { asAdmin, openTerminal } from '#test/support/terminal.ts'

const supervisors = (terminal: Terminal) =>
  terminal.queries.operators
    .list()
    .filter(({ role, status }) => role === 'supervisor' && status === 'active')
    .map(({ operator }) => operator)

const ben = { type: 'RegisterOperator', operator: 'ben', name: 'Ben', role: 'supervisor' } as const
const deactivate = (operator: string) => ({ type: 'DeactivateOperator', operator }) as const

it('asks a person when somebody was deactivated elsewhere, and the own deactivation would leave nobody', async () => {
  const site = await openSite()
  const [one, two] = [site.terminal('T1'), site.terminal('T2')]
  asAdmin(one)(ben)
  await sync(one)
  await sync(two)
  const { id } = asAdmin(one)(deactivate('ben'))
  two.execute({ command: deactivate('admin'), operator: 'ben' })
  await sync(two)
  expect(await sync(one)).toMatchObject({ conflicts: 1 })
  await sync(two)
  expect(supervisors(one)).toEqual(['ben'])
  expect(supervisors(two)).toEqual(['ben'])
  const conflict = one.store.outbox.findById(id)?.conflict ?? ''
  expect(two.store.lookups.conflict(conflict)?.facts).toMatchObject({ code: 'last-supervisor' })
  two.execute({
    command: { type: 'ResolveConflict', conflict, choice: 'leave-undone' },
    operator: 'ben',
  })
  await sync(two)
  expect(await sync(one)).toMatchObject({ conflicts: 0, pending: 0 })
})

/** Two supervisors deactivate each other, and both land before either terminal has heard of the other. */
async function bothLand() {
  const log = new MemoryLog()
  let other: Terminal | undefined
  const terminal = (id: string, first?: () => void) => {
    const opened = openTerminal({
      central: { url: 'memory' },
      connect: () => {
        const central = connectMemory(log, fineWeather)
        return {
          ...central,
          append: (stream, events, expected) => {
            if (events.some(({ type }) => type === 'OperatorDeactivated')) first?.()
            return central.append(stream, events, expected)
          },
        }
      },
    })
    opened.initialise({ terminal: id, warehouse: 'WH1' })
    return opened
  }
  const landsFirst = () => {
    const decided = other?.store.outbox
      .tail('operator-admin')
      .flatMap(({ decided }) => decided.events)
    log.append('operator-admin', decided ?? [], 0)
  }
  const one = terminal('T1', landsFirst)
  const two = terminal('T2')
  asAdmin(one)(ben)
  await sync(one)
  await sync(two)
  other = two
  const { id } = asAdmin(one)(deactivate('ben'))
  two.execute({ command: deactivate('admin'), operator: 'ben' })
  return { one, two, log, id, third: () => terminal('T3') }
}

it('takes the later of two back that landed all the same', async () => {
  const { one, two, log } = await bothLand()
  await sync(one)
  await sync(two)
  expect(log.events.map(({ type }) => type).slice(-3)).toEqual([
    'OperatorDeactivated',
    'OperatorDeactivated',
    'SupervisorRestored',
  ])
  for (const terminal of [one, two]) expect(supervisors(terminal)).toEqual(['ben'])
})

it('is done once by any other terminal, where the one that it came from never returns', async () => {
  const { one, two, log, third } = await bothLand()
  const [pending] = one.store.outbox.tail('operator-ben')
  await sync(two)
  log.append('operator-ben', pending?.decided.events ?? [], 0)
  const three = third()
  await sync(three)
  await sync(two)
  for (const terminal of [two, three]) expect(supervisors(terminal)).toEqual(['ben'])
  expect(log.events.filter(({ type }) => type === 'SupervisorRestored')).toHaveLength(1)
})
