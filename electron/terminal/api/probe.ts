type Probed = { outcome: 'done' } | { outcome: 'refused'; code: string; message: string }

/** Is there a central store at this address? Reads a stream that need not be there, and changes nothing. */
export async function probeCentral(address: string): Promise<Probed> {
  const { connectEventStoreDb } = await import('../central/index.ts')
  const refuse = (why: string): Probed => ({
    outcome: 'refused',
    code: 'central-unreachable',
    message: `The central store does not answer at this address: ${why}`,
  })
  try {
    const central = connectEventStoreDb(address)
    try {
      const answer = await central.readStream('tallydeck-probe', 0, 1)
      return answer.result === 'read' ? { outcome: 'done' } : refuse(answer.why)
    } finally {
      await central.dispose()
    }
  } catch (error) {
    // The client throws on an address that it cannot parse.
    return refuse(error instanceof Error ? error.message : String(error))
  }
}
