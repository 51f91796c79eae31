import { withoutPassword } from '#shared/contract/centralAddress.ts'
import { refusalMessage } from '#shared/contract/messages.ts'
import type { Terminal } from '../index.ts'
import type { ApiHost } from './host.ts'
import type { Implementer } from './implementer.ts'

export function syncProcedures(os: Implementer['sync'], terminal: Terminal, host: ApiHost) {
  const { queries, sessions } = terminal
  return {
    outbox: os.outbox.handler(({ input }) => queries.outbox.list(input.limit, terminal.sendState)),
    now: os.now.handler(() => terminal.retryNow()),
    changeAddress: os.changeAddress.handler(({ input: { central } }) => {
      const session = sessions.current()
      if (session?.role !== 'supervisor') {
        const message = refusalMessage('not-permitted', { needs: 'supervisor' })
        return { outcome: 'refused', code: 'not-permitted', message }
      }
      const from = terminal.central().address
      const result = terminal.changeCentral(central)
      if (result.outcome === 'done')
        host.told('the address of the central store was changed', {
          operator: session.operator,
          from,
          to: withoutPassword(central),
        })
      return result
    }),
  }
}
