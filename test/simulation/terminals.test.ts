import { describe, expect, it } from 'vitest'
import { assertAll, assertRebuilt, assertShown, LOOKED_AT_EVERY } from './invariants.ts'
import { openBook, settleAll, step } from './story.ts'
import { World } from './world.ts'
import { repetitions } from '#test/support/repetitions.ts'

// `npm run simulate` tells many long stories; among the other tests a few short ones are told.
// One of them again: TALLYDECK_SEED=17 TALLYDECK_SIMULATION_SEEDS=1 npm run simulate.
const seeds = repetitions('TALLYDECK_SIMULATION_SEEDS', 6, 200)
const first = Number(process.env['TALLYDECK_SEED'] ?? 1)
const steps = repetitions('TALLYDECK_SIMULATION_STEPS', 150, 400)

/** Terminals at work through partitions, crashes and lost answers; each seed tells the same story every time. */
describe('whatever the network and the machines do', () => {
  for (let seed = first; seed < first + seeds; seed++)
    it(`nothing is lost, doubled or silently changed, and all terminals agree (seed ${seed})`, async () => {
      const world = new World(seed, 3)
      try {
        openBook(world)
        for (let n = 0; n < steps; n++) {
          await step(world)
          if (n % LOOKED_AT_EVERY === 0) assertShown(world)
        }
        await world.calm()
        await settleAll(world)
        assertAll(world)
        await assertRebuilt(world)
        expect(world.log.events.length).toBeGreaterThan(20)
      } finally {
        await world.close()
      }
    })
})
