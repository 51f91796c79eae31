import { FileUp } from 'lucide-react'
import { DropZone, FileTrigger, Text } from 'react-aria-components'
import type { ImportKind } from '#shared/contract/api/index.ts'
import { Button, Code, Notice } from '../../ui/index.ts'
import css from './ChooseFile.module.css'
import type { Importing } from './importing.ts'

type Props = {
  kind: ImportKind
  state: Extract<Importing, { stage: 'choosing' | 'reading' }>
  onChoose: (file: File) => void
}

/** What a file of each kind looks like: its first lines, as they would stand in it. */
const examples: Readonly<Record<ImportKind, readonly string[]>> = {
  products: ['sku,name,barcode,factor,pack', 'HL-U509-R,"Helmet, red",4006381333931,12,case'],
  bins: ['bin,zone', 'A-01-02,A'],
  stock: ['sku,bin,quantity', 'HL-U509-R,A-01-02,37'],
}

/** Where a CSV file is dropped or chosen, and what one looks like. */
export const ChooseFile = ({ kind, state, onChoose }: Props) => {
  const isReading = state.stage === 'reading'
  return (
    <>
      {state.stage === 'choosing' && state.problem !== undefined && (
        <Notice
          tone="refused"
          happened={state.problem.happened}
          kept="Nothing was imported."
          next={state.problem.next}
        />
      )}
      <DropZone
        className={css['zone'] ?? ''}
        aria-label="Drop a CSV file here"
        isDisabled={isReading}
        onDrop={({ items }) => {
          const file = items.find((item) => item.kind === 'file')
          if (file !== undefined) void file.getFile().then(onChoose)
        }}
      >
        <FileUp className={css['icon'] ?? ''} strokeWidth={1.25} aria-hidden="true" />
        {state.stage === 'reading' ? (
          <div className={css['reading']} role="status">
            <p className={css['title']}>
              Reading <Code>{state.name}</Code>
            </p>
            <progress max={state.size} value={state.read} aria-label="Read so far" />
          </div>
        ) : (
          <>
            <Text slot="label" className={css['title'] ?? ''}>
              Drop a CSV file here
            </Text>
            <FileTrigger
              acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
              onSelect={(files) => {
                const file = files?.[0]
                if (file !== undefined) onChoose(file)
              }}
            >
              <Button kind="primary">Choose a file</Button>
            </FileTrigger>
          </>
        )}
        <figure className={css['example']}>
          <figcaption>It looks like this; other names and more columns are fine</figcaption>
          <pre>{examples[kind].join('\n')}</pre>
        </figure>
      </DropZone>
    </>
  )
}
