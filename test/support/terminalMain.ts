/**
 * A terminal as a program, for tests that kill it: receives stock without end while it syncs, and prints the id of each
 * receipt once it is saved. With `drain`, it only syncs until there is nothing left, and says so. What it calls its
 * products begins with `prefix`.
 */
import { createTerminal } from '#electron/terminal/index.ts'
import { waitLimit } from '#test/support/limits.ts'

const [dataDir = '', url = '', id = '', task = 'work', warehouse = 'WH1', prefix = ''] =
  process.argv.slice(2)
const terminal = createTerminal({ dataDir, central: { url } })
terminal.initialise({ terminal: id, warehouse })
const run = (command: Parameters<typeof terminal.execute>[0]['command']) =>
  terminal.execute({ command, operator: 'admin' })
const turn = () => new Promise((resolve) => void setImmediate(resolve))

if (task === 'drain') {
  const report = await terminal.syncUntilIdle({ timeoutMs: waitLimit })
  process.stdout.write(`${JSON.stringify(report)}\n`)
  await terminal.close()
} else {
  run({ type: 'RegisterBin', bin: 'A-1' })
  for (let sku = 0; sku < 20; sku++)
    run({ type: 'RegisterProduct', sku: `${prefix}SKU-${sku}`, name: 'Part', packs: [] })
  terminal.startSync()
  for (let n = 0; ; n++) {
    const sku = `${prefix}SKU-${n % 20}`
    const outcome = run({ type: 'ReceiveStock', sku, bin: 'A-1', quantity: 1 })
    process.stdout.write(`${outcome.id}\n`)
    await turn()
  }
}
