import type { ExecuteRequest } from '../commands/index.ts'
import type { Outcome } from '#shared/contract/commands.ts'
import type { Imports } from '../imports/index.ts'
import { demoFiles, demoOperators } from './data.ts'

type Target = {
  readonly imports: Imports
  readonly executeMany: (requests: readonly ExecuteRequest[]) => readonly Outcome[]
}

/**
 * Fills a warehouse with things to try, by the same commands and imports that anybody uses. What is there already stays
 * as it is, so that it can be done again after an interruption. `operator` is a supervisor.
 */
export async function loadDemo({ imports, executeMany }: Target, operator: string): Promise<void> {
  for (const kind of ['products', 'bins', 'stock'] as const) {
    const result = await imports.run({ kind, text: demoFiles[kind] }, operator)
    if (result.outcome !== 'imported')
      throw new Error(`the demo's ${kind} were not imported: ${JSON.stringify(result)}`)
  }
  executeMany(
    demoOperators.map((person) => ({ command: { type: 'RegisterOperator', ...person }, operator })),
  )
}
