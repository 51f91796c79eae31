import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from '#test/support/random.ts'
import type { Target } from './target.ts'

export type Run = {
  readonly seed: number
  /** Asked before each case, with how many are done. */
  readonly goOn: (done: number) => boolean
  /** The first case; a world begins with the cases before it that belong to it. */
  readonly from?: number
}

/** A case that something did not hold in. */
export type Failure = { readonly at: number; readonly input: unknown; readonly error: unknown }

export type Result = {
  readonly cases: number
  readonly seconds: number
  readonly failure: Failure | undefined
}

/** A case hangs where it has not ended by then, on any machine. */
const PATIENCE_MS = 60_000

const randomOf = (seed: number, at: number) => seeded(Math.imul(seed, 0x9e3779b1) + at)

async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It did not end.')), PATIENCE_MS)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Tries a target case by case until it is told to stop or something does not hold. */
export async function runTarget(target: Target, { seed, goOn, from = 0 }: Run): Promise<Result> {
  const began = performance.now()
  const first = from - (from % target.casesPerWorld)
  let at = first
  let failure: Failure | undefined
  while (failure === undefined && goOn(at - first)) {
    const dir = await mkdtemp(join(tmpdir(), 'tallydeck-fuzz-'))
    const world = await target.open(dir)
    const end = at + target.casesPerWorld
    try {
      for (; failure === undefined && at < end && goOn(at - first); at += 1) {
        let input: unknown = 'nothing yet'
        const tell = (made: unknown) => void (input = made)
        try {
          await withinPatience(world.attempt(randomOf(seed, at), tell))
        } catch (error) {
          failure = { at, input, error }
        }
      }
    } finally {
      await world.close()
      await rm(dir, { recursive: true, force: true })
    }
  }
  return { cases: at - first, seconds: (performance.now() - began) / 1000, failure }
}
