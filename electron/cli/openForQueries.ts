import { openReadOnlyView, type ReadOnlyView } from '#electron/terminal/readOnlyView.ts'
import { notSetUp, refuseEmptyFolder } from './folder.ts'

/**
 * The queries of a data folder's terminal, while that terminal may be at work. A database that has to be brought up to
 * date first is, by opening it as its terminal would.
 */
export async function openForQueries(dataDir: string): Promise<ReadOnlyView> {
  refuseEmptyFolder(dataDir)
  const view = openReadOnlyView(dataDir) ?? (await openAsTerminal(dataDir))
  if (view.identity() !== undefined) return view
  await view.close()
  throw notSetUp(dataDir)
}

async function openAsTerminal(dataDir: string): Promise<ReadOnlyView> {
  const { createTerminal } = await import('#electron/terminal/index.ts')
  const { queries, identity, close } = createTerminal({ dataDir })
  return { queries, identity, close }
}
