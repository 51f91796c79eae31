import type { OperatorEvent, OperatorState } from '#shared/domain/operator/index.ts'
import type { TerminalEvent, TerminalState } from '#shared/domain/terminal/index.ts'
import { type Projection, same, WHOLE } from './projection.ts'

export const operatorProjection: Projection<OperatorEvent, OperatorState> = {
  keysOf: () => [WHOLE],
  allKeys: (state) => (state.status === 'unregistered' ? [] : [WHOLE]),
  row: (operator, _key, confirmed, effective) => ({
    model: 'operator',
    operator,
    value: effective.status === 'unregistered' ? undefined : effective,
    pending: !same(confirmed, effective),
  }),
}

export const terminalProjection: Projection<TerminalEvent, TerminalState> = {
  keysOf: (event) => (event.type === 'IntentionClosed' ? [] : [WHOLE]),
  allKeys: (state) => (state.status === 'unknown' ? [] : [WHOLE]),
  row: (terminal, _key, confirmed, effective) => ({
    model: 'terminal',
    terminal,
    value: effective.status === 'unknown' ? undefined : effective,
    pending: !same(confirmed, effective),
  }),
}
