import type { Problem } from '#shared/contract/problem.ts'
import { problemOf } from '#shared/words/index.ts'
import { machineTiming } from '../machine.ts'
import { firstEvent } from '../sync/index.ts'
import { AddressError, connectEventStoreDb, isTooOld } from '../central/index.ts'

type Probed = { outcome: 'done'; site: string | null } | ({ outcome: 'refused' } & Problem)

/**
 * Is there a central store at this address that a terminal can work with? Reads a stream that need not be there, and
 * the end of the log, and changes nothing.
 */
export async function probeCentral(address: string): Promise<Probed> {
  const refuse = (problem: Problem): Probed => ({ outcome: 'refused', ...problem })
  try {
    const central = await connectEventStoreDb(address)
    try {
      const [version, stream, log] = await Promise.all([
        central.version(),
        central.readStream('tallydeck-probe', 0, 1),
        central.endOfLog(),
      ])
      if (isTooOld(version)) return refuse(problemOf('server-too-old', version))
      const failed = [stream, log].find((answer) => answer.result !== 'read')
      if (failed !== undefined) return refuse(failed.why)
      const first = await firstEvent(central, machineTiming)
      if (first.result !== 'read') return refuse(first.why)
      return { outcome: 'done', site: first.value ?? null }
    } finally {
      await central.dispose()
    }
  } catch (error) {
    if (error instanceof AddressError) return refuse(error.problem)
    throw error
  }
}
