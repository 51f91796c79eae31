import { useReducer } from 'react'
import { useScans } from '../../ui/index.ts'
import { useAsking } from '../machine/useAsking.ts'
import { useTypedInOrder } from '../scan/useTypedInOrder.ts'
import { isOpen, type Entry, type Job } from './entry.ts'
import { initialJobState, stepJob, type JobEvent, type JobState } from './jobMachine.ts'

/**
 * Runs a job screen: hands it its scans one at a time, asks the terminal what the state waits for, plays its sounds.
 * `onTyped` gets what a person types while there is no quantity to take it; `onScan` hears that a scan was taken.
 */
export const useJob = (
  job: Job,
  onTyped: (text: string, entry: Entry) => void,
  onScan: () => void,
) => {
  const [state, send] = useReducer(
    (current: JobState, event: JobEvent) => stepJob(job, current, event),
    initialJobState,
  )
  const { stage, entry, cue } = state

  const waiting = useScans((scan) => {
    onScan()
    send({ type: 'scanned', scan })
  }, stage.kind === 'ready')

  useTypedInOrder(
    (text) => {
      if (!isOpen(entry)) {
        if (text.trim() !== '') onTyped(text, entry)
        return
      }
      if (/^\d+$/.test(text)) send({ type: 'quantity', key: { kind: 'text', text } })
    },
    stage.kind === 'ready' && waiting.length === 0,
    isOpen(entry) || stage.kind !== 'ready' ? 'quantity' : 'text',
  )

  useAsking(stage, cue, send)

  return { state, send, waiting: waiting.length }
}
