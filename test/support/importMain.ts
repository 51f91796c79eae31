/**
 * A terminal as a program, for a test that kills it in the middle of an import of products: says how many intentions it
 * has kept, again and again.
 */
import { createTerminal } from '#electron/terminal/index.ts'
import { productFile } from './importFiles.ts'

const [dataDir = '', products = ''] = process.argv.slice(2)
const terminal = createTerminal({ dataDir })
terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
const imported = terminal.imports.run(
  { kind: 'products', text: productFile(Number(products)) },
  'admin',
)
const report = () => {
  process.stdout.write(`${terminal.store.outbox.lastSequence()}\n`)
  setImmediate(report)
}
report()
await imported
