import { describe, it } from 'vitest'
import { terminal, type TerminalEvent } from '#shared/domain/terminal/index.ts'
import { scenario } from '#test/support/scenario.ts'

const { given } = scenario(terminal)
const enrolled: TerminalEvent = {
  type: 'TerminalEnrolled',
  data: { terminal: 'T1', warehouse: 'WH1', key: 'YQ==' },
}
const enrol = (key: string) =>
  ({ type: 'EnrolTerminal', terminal: 'T1', warehouse: 'WH1', key }) as const

describe('a terminal', () => {
  it('enrols once', () => {
    given().when(enrol('YQ==')).thenEvents(enrolled)
    given(enrolled).when(enrol('YQ==')).thenRefused('already-registered')
  })

  it('is retired by a supervisor', () => {
    given(enrolled)
      .when({ type: 'RetireTerminal', terminal: 'T1' })
      .thenEvents({ type: 'TerminalRetired', data: { terminal: 'T1' } })
    given(enrolled)
      .when({ type: 'RetireTerminal', terminal: 'T1' }, { role: 'operator' })
      .thenRefused('not-permitted')
  })

  it('notices that another machine goes by its name', () => {
    given(enrolled).whenRebased(enrol('Yg==')).thenConflict('terminal-id-taken', { terminal: 'T1' })
    given(enrolled).whenRebased(enrol('YQ==')).thenSatisfied()
  })
})
