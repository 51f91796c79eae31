import { FIRST_SUPERVISOR } from '../commands/index.ts'
import { toReport } from '../imports/index.ts'
import type { Terminal } from '../index.ts'
import { type Implementer, signedIn } from './implementer.ts'
import { probeCentral } from './probe.ts'

/** Set-up and imports. */
export function setupProcedures(os: Implementer['setup'], terminal: Terminal) {
  const { queries, imports } = terminal

  /** Nobody has chosen a PIN yet: whoever sets the warehouse up is in front of the terminal. */
  const isFirstRun = () =>
    terminal.identity() !== undefined && queries.operators.list().every(({ hasPin }) => !hasPin)

  return {
    initialise: os.initialise.handler(async ({ input, context: { screen } }) => {
      const { demo, central, pin, ...rest } = input
      const result = terminal.initialise({ ...rest, centralUrl: central })
      if (result.outcome === 'refused') return result
      if (demo === true && isFirstRun()) {
        const { loadDemo } = await import('../demo/index.ts')
        await loadDemo(terminal, FIRST_SUPERVISOR)
      }
      // Sent again after it was done, it finds a PIN, and changes nothing: then they sign in.
      if (pin !== undefined && queries.operators.isFirst())
        await screen.choosePin(FIRST_SUPERVISOR, pin)
      terminal.retryNow()
      return result
    }),
    probeCentral: os.probeCentral.handler(({ input }) => probeCentral(input.central)),
    previewImport: os.previewImport.handler(({ input }) => imports.preview(input)),
    runImport: os.runImport.handler(async ({ input, context: { screen } }) =>
      toReport(await imports.run(input, signedIn(screen).operator)),
    ),
  }
}
