import { useState } from 'react'
import type { ImportKind } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { useGo } from '../../work/screen/ways.ts'
import { Segments, type Action } from '../../ui/index.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { isReady, nextKind, type Importing } from './importing.ts'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportReport } from './ImportReport.tsx'
import { useImport } from './useImport.ts'

const kinds: readonly { value: ImportKind; label: string }[] = [
  { value: 'products', label: 'products' },
  { value: 'bins', label: 'bins' },
  { value: 'stock', label: 'opening stock' },
]

const titles: Readonly<Record<ImportKind, string>> = {
  products: 'Import products',
  bins: 'Import bins',
  stock: 'Import opening stock',
}

/** Products, bins and opening stock from CSV files: a look first, then all of a file or nothing of it. */
export const ImportScreen = () => {
  const [kind, setKind] = useState<ImportKind>('products')
  const go = useGo()
  const { state, choose, map, run, startOver } = useImport(kind)
  const isBusy = ['reading', 'looking', 'importing'].includes(state.stage)
  const next = nextKind(kind)

  const goTo = (kind: ImportKind) => {
    startOver()
    setKind(kind)
  }
  return (
    <DeskScreen
      name="Import"
      title={titles[kind]}
      actions={actionsOf({
        state,
        isBusy,
        onOther: startOver,
        onRun: run,
        next:
          next === undefined
            ? {
                label: 'Go to the jobs',
                onAct: () => {
                  go('home')
                },
              }
            : {
                label: `Next: ${kinds.find(({ value }) => value === next)?.label ?? ''}`,
                onAct: () => {
                  goTo(next)
                },
              },
      })}
      tools={
        state.stage === 'choosing' || state.stage === 'reported' ? (
          <Segments label="Import" value={kind} onChange={goTo} choices={kinds} />
        ) : undefined
      }
    >
      {(state.stage === 'choosing' || state.stage === 'reading') && (
        <ChooseFile kind={kind} state={state} onChoose={choose} />
      )}
      {(state.stage === 'looking' ||
        state.stage === 'previewed' ||
        state.stage === 'importing') && <ImportPreview state={state} onMap={map} />}
      {state.stage === 'reported' && (
        <ImportReport report={state.report} name={state.source.name} />
      )}
    </DeskScreen>
  )
}

type Ways = {
  state: Importing
  isBusy: boolean
  onOther: () => void
  onRun: () => void
  next: { label: string; onAct: () => void }
}

const actionsOf = ({
  state,
  isBusy,
  onOther,
  onRun,
  next,
}: Ways): readonly Action[] | undefined => {
  const other: Action = { key: 'Escape', label: 'Another file', onAct: onOther, isDisabled: isBusy }
  switch (state.stage) {
    case 'choosing':
    case 'reading':
      return undefined
    case 'looking':
      return [other]
    case 'previewed':
    case 'importing':
      return [
        other,
        {
          key: 'F12',
          label:
            state.stage === 'importing'
              ? 'Importing'
              : `Import ${formatNumber(state.preview.wouldAdd)}`,
          primary: true,
          isDisabled: state.stage === 'importing' || !isReady(state.preview),
          onAct: onRun,
        },
      ]
    case 'reported':
      return [other, { key: 'F12', ...next, primary: true }]
    default:
      return state satisfies never
  }
}
