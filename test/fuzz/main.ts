/** Throws seeded nonsense at whatever takes something from outside, and checks what has to hold afterwards. */
import { inspect, parseArgs } from 'node:util'
import { type Failure, runTarget } from './run.ts'
import type { Target } from './target.ts'
import { targets } from './targets.ts'

const HELP = `npm run fuzz -- [--seconds 60] [--seed N] [--target NAME] [--case N]

Targets: ${targets.map(({ name }) => name).join(', ')}. The seconds are shared among them. Without a seed it is another one each time.
--target, --seed and --case, as a failure prints them, repeat that case.`

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    target: { type: 'string' },
    case: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const SHOWN = 8_000

function tellFailure({ name }: Target, seed: number, { at, input, error }: Failure): void {
  const shown = inspect(input, { depth: 8, maxStringLength: SHOWN, breakLength: 120 })
  console.log(
    `${name} failed. To repeat: npm run fuzz -- --target ${name} --seed ${seed} --case ${at}`,
  )
  console.log(`input: ${shown.slice(0, SHOWN)}`)
  console.log(error)
}

async function main(): Promise<boolean> {
  const chosen = targets.filter(({ name }) => name === (values.target ?? name))
  if (values.help || chosen.length === 0) {
    console.log(HELP)
    return values.help
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
  const only = values.case === undefined ? undefined : Number(values.case)
  const share = (Number(values.seconds) / chosen.length) * 1000
  let allHeld = true
  for (const target of chosen) {
    const end = performance.now() + share
    const upTo = only === undefined ? undefined : (only % target.casesPerWorld) + 1
    const goOn = (done: number) => (upTo === undefined ? performance.now() < end : done < upTo)
    const { cases, seconds, failure } = await runTarget(target, { seed, goOn, from: only ?? 0 })
    console.log(`${target.name.padEnd(8)} ${cases} cases  ${seconds.toFixed(1)} s  seed ${seed}`)
    if (failure) tellFailure(target, seed, failure)
    allHeld &&= failure === undefined
  }
  return allHeld
}

// Clients of the store keep connections that they do not give back.
process.exit((await main()) ? 0 : 1)
