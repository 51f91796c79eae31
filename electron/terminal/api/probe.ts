import { type Problem, problemOf } from '#shared/contract/problem.ts'
import { isTooOld } from '../central/oldest.ts'

type Probed = { outcome: 'done' } | { outcome: 'refused'; code: string; message: string }

/** Is there a central store at this address? Reads a stream that need not be there, and changes nothing. */
export async function probeCentral(address: string): Promise<Probed> {
  const { AddressError, connectEventStoreDb } = await import('../central/index.ts')
  const refuse = ({ code, message }: Problem): Probed => ({ outcome: 'refused', code, message })
  try {
    const central = connectEventStoreDb(address)
    try {
      const [version, answer] = await Promise.all([
        central.version(),
        central.readStream('tallydeck-probe', 0, 1),
      ])
      if (isTooOld(version)) return refuse(problemOf('server-too-old', version))
      return answer.result === 'read' ? { outcome: 'done' } : refuse(answer.why)
    } finally {
      await central.dispose()
    }
  } catch (error) {
    if (error instanceof AddressError) return refuse(error.problem)
    throw error
  }
}
