import { join } from 'node:path'
import type { StoreProcess } from '#test/support/storeProcess.ts'
import { commandLine, runScript } from './commandLine.ts'

/** The PIN of everybody in the specs' warehouse. */
export const pin = '2468'

/** People of the specs' warehouse: two of the floor, one supervisor. */
export const people = { ana: 'Ana Reyes', ben: 'Ben Okafor', sue: 'Sue Lindqvist' } as const

/** Barcodes of the specs' products. */
export const barcodes = { helmet: '4006381333931', helmetCase: '14006381333938' } as const

const person = (operator: keyof typeof people, role: 'operator' | 'supervisor') => [
  { type: 'RegisterOperator', operator, name: people[operator], role },
  { type: 'ChangePin', operator, pin },
]

const packs = [
  { barcode: barcodes.helmet, factor: 1, name: 'each' },
  { barcode: barcodes.helmetCase, factor: 12, name: 'case' },
]

const warehouse = [
  ...person('ana', 'operator'),
  ...person('ben', 'operator'),
  ...person('sue', 'supervisor'),
  { type: 'RegisterProduct', sku: 'HELMET', name: 'Helmet, red', packs },
  { type: 'RegisterProduct', sku: 'GLOVE', name: 'Glove, size 9', packs: [] },
  { type: 'RegisterBin', bin: 'A-01' },
  { type: 'RegisterBin', bin: 'A-02' },
  { type: 'RegisterBin', bin: 'B-01' },
]

type Command = { readonly type: string } & Record<string, unknown>

/** Does something on a terminal that does not run, as `operator`. */
export const done = (dataDir: string, operator: string, ...commands: readonly Command[]) =>
  commandLine(['exec', '--data', dataDir, '--operator', operator], commands)

/** Sends and fetches what there is on a terminal that does not run. */
export const synced = (dataDir: string) => commandLine(['sync', '--data', dataDir])

/** Sets a terminal up that knows nothing of the warehouse yet. */
export const setUp = (dataDir: string, terminal: string, central?: string) =>
  commandLine(
    ['init', '--data', dataDir, '--terminal', terminal, '--warehouse', 'WH1'].concat(
      central === undefined ? [] : ['--central', central],
    ),
  )

const helmets = { type: 'ReceiveStock', sku: 'HELMET', bin: 'A-01', quantity: 10 }

/** A terminal that knows the specs' warehouse: 10 helmets in A-01, nothing elsewhere but for what is done `besides`. */
export async function prepareTerminal(
  dataDir: string,
  central?: string,
  besides: readonly Command[] = [],
): Promise<void> {
  await setUp(dataDir, 'T1', central)
  await done(dataDir, 'admin', ...warehouse, helmets, ...besides)
}

const prepareMain = join(import.meta.dirname, 'prepareMain.ts')

/** Two terminals that know the specs' warehouse from one central store, which runs. */
export async function prepareTwoTerminals(
  folder: string,
  centralStore: StoreProcess,
  besides: readonly Command[] = [],
): Promise<{ one: string; two: string }> {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  await centralStore.start()
  await runScript(prepareMain, [], {
    one,
    two,
    central: centralStore.address,
    commands: [...warehouse, helmets, ...besides],
  })
  return { one, two }
}
