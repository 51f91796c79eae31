/** Imports a file of bad rows in a process of its own: says what came of it, and what memory it took at most. */
import { createTerminal } from '#electron/terminal/index.ts'

const [dataDir = '', row = '', times = ''] = process.argv.slice(2)
const terminal = createTerminal({ dataDir })
terminal.initialise({ terminal: 'T1', warehouse: 'WH1' })
const text = `sku,bin,quantity\n${`${row}\n`.repeat(Number(times))}`
const result = await terminal.imports.run({ kind: 'stock', text }, 'admin')
const { problems, ...summary } = result.outcome === 'refused' ? { problems: [] } : result
await terminal.close()
const peak = process.resourceUsage().maxRSS * 1024
process.stdout.write(JSON.stringify({ ...summary, kept: problems.length, peak }))
