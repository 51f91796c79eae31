import { useEffect, useReducer } from 'react'
import type { Command } from '#shared/contract/commands.ts'
import { useConnection, useTerminal } from '../../api/terminal.tsx'
import { playSound, useScans, useTypedKeys } from '../../ui/index.ts'
import { initialSheet, stepSheet, type Sheet, type SheetEvent } from './sheetMachine.ts'

/** Longer than any barcode; what is longer is not looked up. */
const longestCode = 4096

const fresh = () => ({ id: crypto.randomUUID(), tally: crypto.randomUUID() })

/** Runs a count sheet: hands it its scans one at a time, asks the terminal what it waits for, plays its sounds. */
export const useSheet = (count: string) => {
  const { client } = useTerminal()
  const connection = useConnection()
  const [sheet, send] = useReducer(
    (current: Sheet, event: SheetEvent) => stepSheet(count, current, event),
    initialSheet,
  )
  const { stage, cue } = sheet

  const waiting = useScans((scan) => {
    send({ type: 'scanned', scan })
  }, stage.kind === 'ready')

  useTypedKeys((text, terminated) => {
    if (text !== '') send({ type: 'typed', key: { kind: 'text', text } })
    else if (terminated) send({ type: 'confirmed', ...fresh() })
  })

  useEffect(() => {
    let left = false
    const lookUp = async (code: string): Promise<void> => {
      const event = await client.stock.scan({ code }).then(
        (result): SheetEvent => ({ type: 'resolved', result, ...fresh() }),
        (): SheetEvent => ({ type: 'notResolved' }),
      )
      if (!left) send(event)
    }
    const save = async (id: string, command: Command): Promise<void> => {
      const event = await client.stock.execute({ id, command }).then(
        (outcome): SheetEvent => ({ type: 'answered', outcome }),
        (): SheetEvent => ({ type: 'notAnswered' }),
      )
      send(event)
    }
    if (stage.kind === 'resolving') void lookUp(stage.scan.text.slice(0, longestCode))
    if (stage.kind === 'saving') void save(stage.id, stage.command)
    return () => {
      left = true
    }
  }, [client, stage])

  // The same id again is the same entry, so trying again by itself is safe.
  useEffect(() => {
    if (stage.kind !== 'unanswered' || connection !== 'open') return undefined
    const timer = setTimeout(() => {
      send({ type: 'triedAgain' })
    }, 2_000)
    return () => {
      clearTimeout(timer)
    }
  }, [stage, connection])

  useEffect(() => {
    if (cue !== undefined) playSound(cue.sound)
  }, [cue])

  return { sheet, send, waiting: waiting.length, fresh }
}
