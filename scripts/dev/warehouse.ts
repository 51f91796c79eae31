import { createTerminal, FIRST_SUPERVISOR, type Terminal } from '../../electron/terminal/index.ts'
import { toIntended } from '../../electron/terminal/session/index.ts'
import { loadDemo } from '../../electron/terminal/demo/index.ts'

/** Who can sign in, and with which PIN. */
export const people = [
  { operator: 'maria', pin: '246810', is: 'supervisor' },
  { operator: 'jonas', pin: '2468', is: 'operator' },
  { operator: 'amira', pin: '1357', is: 'operator' },
] as const

type Folders = { readonly one: string; readonly two: string }

/** Three are there; both sides pick more than half of them. */
const pick = (quantity: number) =>
  ({ type: 'PickStock', sku: 'VS-L', bin: 'B-02-01', quantity }) as const

const sync = (terminal: Terminal) => terminal.syncUntilIdle({ timeoutMs: 30_000 })

/** Sets two terminals of one warehouse up. The second one has a conflict: what Amira picked, Jonas had picked already. */
export async function prepareWarehouse({ one, two }: Folders, central: string): Promise<void> {
  const open = (id: string, dataDir: string) => {
    const terminal = createTerminal({ dataDir })
    terminal.initialise({ terminal: id, warehouse: 'DEMO', centralUrl: central })
    return terminal
  }
  const first = open('T1', one)
  await loadDemo(first, FIRST_SUPERVISOR)
  for (const { operator, pin } of people) {
    const command = await toIntended({ type: 'ChangePin', operator, pin })
    first.execute({ command, operator: FIRST_SUPERVISOR })
  }
  await sync(first)
  const second = open('T2', two)
  await sync(second)
  first.execute({ command: pick(3), operator: 'jonas' })
  second.execute({ command: pick(2), operator: 'amira' })
  await sync(first)
  await sync(second)
  if (second.state().conflicts.own !== 1) throw new Error('The conflict did not come about')
  await first.close()
  await second.close()
}
