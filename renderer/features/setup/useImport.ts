import { useCallback, useEffect, useReducer } from 'react'
import type { ColumnMapping, ImportKind } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { playSound } from '../../ui/index.ts'
import { readFileText } from './importFile.ts'
import { startOfImport, stepImport } from './importing.ts'

const soundOf = {
  imported: 'good',
  'under-way': 'warning',
  rejected: 'refused',
  refused: 'refused',
} as const

/** Runs an import of one kind: reads the file, asks the terminal what it would do, and has it done. */
export const useImport = (kind: ImportKind) => {
  const { client } = useTerminal()
  const [state, send] = useReducer(stepImport, startOfImport)

  useEffect(() => {
    let left = false
    const look = async (text: string, mapping: ColumnMapping | undefined): Promise<void> => {
      try {
        const preview = await client.setup.previewImport({
          kind,
          text,
          ...(mapping !== undefined && { mapping }),
        })
        if (!left) send({ type: 'looked', preview })
      } catch {
        if (!left) send({ type: 'notAnswered' })
      }
    }
    if (state.stage === 'looking') void look(state.source.text, state.mapping)
    return () => {
      left = true
    }
  }, [client, kind, state])

  useEffect(() => {
    const run = async (text: string, mapping: ColumnMapping): Promise<void> => {
      try {
        const report = await client.setup.runImport({ kind, text, mapping })
        playSound(soundOf[report.outcome])
        send({ type: 'ended', report })
      } catch {
        playSound('warning')
        send({ type: 'notAnswered' })
      }
    }
    if (state.stage === 'importing') void run(state.source.text, state.preview.mapping)
  }, [client, kind, state])

  const choose = useCallback(async (file: File): Promise<void> => {
    send({ type: 'fileChosen', name: file.name, size: file.size })
    const result = await readFileText(file, (read) => {
      send({ type: 'progressed', read })
    })
    if (result.ok) send({ type: 'fileRead', text: result.text })
    else {
      playSound('refused')
      send({ type: 'fileRefused', problem: result.problem })
    }
  }, [])

  return {
    state,
    choose: (file: File): void => void choose(file),
    map: (mapping: ColumnMapping): void => {
      send({ type: 'mapped', mapping })
    },
    run: (): void => {
      send({ type: 'started' })
    },
    startOver: (): void => {
      send({ type: 'startedOver' })
    },
  }
}
