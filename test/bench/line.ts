/**
 * A terminal behind a slow line that breaks: how long until everything is where it belongs, against what the bytes need.
 */
import { parseArgs } from 'node:util'
import { type LineFigures, type LineRun, runLine } from '#test/support/line/run.ts'
import { lineTable } from './line/table.ts'

const HELP = `npm run load:line -- [--seed 1] [--rate 64000] [--delay 300] [--cut 5] [--pending 5000] [--streams 10]
                     [--others 20000] [--same 0] [--beat 250] [--json]

A terminal was at work, its line went down, it accepted --pending events on --streams streams while other terminals
recorded --others events (--same of them on the terminal's own streams), and the line comes back: --rate bytes per
second in each direction, --delay milliseconds each way. Of the connections that are open, --cut per cent are cut in
each second, in the middle of whatever they carry: what is on its way is lost, and whether an append had arrived is not
known. Meanwhile the terminal accepts a command each --beat milliseconds.

"needs" is what the events' own bytes take at that rate in the busier direction, each event once, without framing. "A bare row" is what another
program on this machine waits for at the same beat that does nothing else: what the machine does to anybody.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '64000' },
    delay: { type: 'string', default: '300' },
    cut: { type: 'string', default: '5' },
    pending: { type: 'string', default: '5000' },
    streams: { type: 'string', default: '10' },
    others: { type: 'string', default: '20000' },
    same: { type: 'string', default: '0' },
    beat: { type: 'string', default: '250' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  if (values.help) return console.log(HELP)
  const run: LineRun = {
    seed: Number(values.seed),
    bytesPerSecond: Number(values.rate),
    latencyMs: Number(values.delay),
    cutPerSecond: Number(values.cut) / 100,
    pending: Number(values.pending),
    streams: Number(values.streams),
    others: Number(values.others),
    onSameStreams: Number(values.same),
    beatMs: Number(values.beat),
  }
  const figures: LineFigures = await runLine(run)
  const rows = lineTable(run, figures)
  if (values.json) console.log(JSON.stringify({ run, figures: Object.fromEntries(rows) }))
  else for (const [what, value] of rows) console.log(`${what.padEnd(36)} ${value}`)
}

await main()
// The client keeps connections that it does not give back.
process.exit()
