import { createTerminal, openReadOnlyView, type ReadOnlyView } from '#electron/terminal/index.ts'
import { notSetUp, refuseEmptyFolder } from './openTerminal.ts'

/**
 * The queries of a data folder's terminal, while that terminal may be at work. A database that has to be brought up to
 * date first is, by opening it as its terminal would.
 */
export async function openForQueries(dataDir: string): Promise<ReadOnlyView> {
  refuseEmptyFolder(dataDir)
  const view = openReadOnlyView(dataDir) ?? openAsTerminal(dataDir)
  if (view.identity() !== undefined) return view
  await view.close()
  throw notSetUp(dataDir)
}

function openAsTerminal(dataDir: string): ReadOnlyView {
  const { queries, identity, close } = createTerminal({ dataDir })
  return { queries, identity, close }
}
