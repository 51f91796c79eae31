import { refusalMessage } from '#shared/contract/messages.ts'
import { FIRST_SUPERVISOR } from '../commands/index.ts'
import { toReport } from '../imports/index.ts'
import type { Terminal } from '../index.ts'
import type { Implementer } from './implementer.ts'
import { probeCentral } from './probe.ts'

type Refusal = { outcome: 'refused'; code: string; message: string }

export const notPermitted = (): Refusal => ({
  outcome: 'refused',
  code: 'not-permitted',
  message: refusalMessage('not-permitted', { needs: 'supervisor' }),
})

/** Set-up and imports. They need a supervisor, or a terminal at which nobody has ever signed in. */
export function setupProcedures(os: Implementer['setup'], terminal: Terminal) {
  const { queries, sessions, imports } = terminal

  /** Nobody has chosen a PIN yet: whoever sets the warehouse up is in front of the terminal. */
  const isFirstRun = () =>
    terminal.identity() !== undefined && queries.operators.list().every(({ hasPin }) => !hasPin)

  function supervisor(): { readonly operator: string } | Refusal {
    const session = sessions.current()
    if (session?.role === 'supervisor') return session
    if (session === undefined && isFirstRun()) return { operator: FIRST_SUPERVISOR }
    return notPermitted()
  }

  return {
    initialise: os.initialise.handler(async ({ input }) => {
      const { demo, central, ...rest } = input
      const result = terminal.initialise({ ...rest, centralUrl: central })
      if (result.outcome === 'refused') return result
      if (demo === true && isFirstRun()) {
        const { loadDemo } = await import('../demo/load.ts')
        await loadDemo(terminal, FIRST_SUPERVISOR)
      }
      terminal.retryNow()
      return result
    }),
    probeCentral: os.probeCentral.handler(({ input }) => probeCentral(input.central)),
    previewImport: os.previewImport.handler(({ input }) => {
      const by = supervisor()
      return 'outcome' in by ? by : imports.preview(input)
    }),
    runImport: os.runImport.handler(async ({ input }) => {
      const by = supervisor()
      return 'outcome' in by ? by : toReport(await imports.run(input, by.operator))
    }),
  }
}
