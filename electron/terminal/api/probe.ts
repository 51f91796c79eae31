import type { Problem } from '#shared/contract/problem.ts'

type Probed = { outcome: 'done' } | { outcome: 'refused'; code: string; message: string }

/** Is there a central store at this address? Reads a stream that need not be there, and changes nothing. */
export async function probeCentral(address: string): Promise<Probed> {
  const { AddressError, connectEventStoreDb } = await import('../central/index.ts')
  const refuse = ({ code, message }: Problem): Probed => ({ outcome: 'refused', code, message })
  try {
    const central = connectEventStoreDb(address)
    try {
      const answer = await central.readStream('tallydeck-probe', 0, 1)
      return answer.result === 'read' ? { outcome: 'done' } : refuse(answer.why)
    } finally {
      await central.dispose()
    }
  } catch (error) {
    if (error instanceof AddressError) return refuse(error.problem)
    throw error
  }
}
