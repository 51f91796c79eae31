import { useReducer } from 'react'
import { useAsking } from '../../work/machine/useAsking.ts'
import { useScans } from '../../ui/index.ts'
import { useTypedInOrder } from '../../work/scan/useTypedInOrder.ts'
import { initialSheet, isKnown, type Sheet, type SheetEvent } from './sheet.ts'
import { stepSheet } from './sheetMachine.ts'

const fresh = () => ({ id: crypto.randomUUID(), tally: crypto.randomUUID() })

/** Runs a count sheet: hands it its scans one at a time, asks the terminal what it waits for, plays its sounds. */
export const useSheet = (count: string) => {
  const [sheet, send] = useReducer(
    (current: Sheet, event: SheetEvent) => stepSheet(count, current, event),
    initialSheet,
  )
  const { stage, cue } = sheet

  const waiting = useScans(
    (scan) => {
      send({ type: 'scanned', scan })
    },
    stage.kind === 'ready' && isKnown(sheet),
  )

  useTypedInOrder(
    (text) => {
      send({ type: 'typed', key: { kind: 'text', text } })
    },
    stage.kind === 'ready' && waiting.length === 0,
    'quantity',
  )

  useAsking(stage, cue, (answer) => {
    send(answer.type === 'resolved' ? { ...answer, ...fresh() } : answer)
  })

  return { sheet, send, waiting: waiting.length, fresh }
}
