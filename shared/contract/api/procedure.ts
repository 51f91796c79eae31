import { oc } from '@orpc/contract'
import { type Category, categories } from '#shared/domain/index.ts'

/**
 * Who may call a procedure.
 * - `open`: every page that the host lets in; what the sign-in screen and set-up need, and nothing else
 * - `setting-up`: the same, until the terminal is set up; then supervisors
 * - `signed-in`: whoever is signed in at the screen that calls
 * - `supervisor`: supervisors who are
 */
export type Level = 'open' | 'setting-up' | 'signed-in' | 'supervisor'

/** What can change: streams of a category, and what waits to be sent. */
export type Topic = Category | 'outbox'

export const topics = [...categories, 'outbox'] as const satisfies readonly Topic[]

/** What a procedure says of itself, besides what goes in and comes out. */
export type ProcedureMeta = {
  readonly level?: Level
  /** What its answer rests on: when any of it changes, the answer may be another. Empty where it is no question. */
  readonly restsOn?: readonly Topic[]
}

const base = oc.$meta<ProcedureMeta>({})

/** A question whose answer stays the same for as long as nothing changes that it rests on. */
export const query = (level: Level, ...restsOn: readonly [Topic, ...Topic[]]) =>
  base.meta({ level, restsOn })

/** What does something, answers as it goes, or rests on more than the terminal keeps: it is never answered from memory. */
export const call = (level: Level) => base.meta({ level, restsOn: [] })
