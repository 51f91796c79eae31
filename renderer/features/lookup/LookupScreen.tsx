import type { ReactNode } from 'react'
import { useGo } from '../../work/screen/ways.ts'
import { Notice, Prompt } from '../../ui/index.ts'
import { useLookupScan } from '../../work/scan/useLookupScan.ts'
import { FloorScreen } from '../../work/screen/screens.tsx'
import css from './Lookup.module.css'

/** Where a product's or a bin's own screen is. */
export const useOpenLookup = () => {
  const go = useGo()
  return {
    onProduct: (sku: string) => {
      go('product', { sku })
    },
    onBin: (bin: string) => {
      go('bin', { bin })
    },
  }
}

/** The frame of the lookup: the next scan always leads on to what was scanned. */
export const LookupScreen = ({
  children,
  isTop = false,
}: {
  children: ReactNode
  isTop?: boolean
}) => {
  const go = useGo()
  const { scanned, problem } = useLookupScan(useOpenLookup())
  const back = () => {
    go(isTop ? 'home' : 'lookup')
  }
  return (
    <FloorScreen
      title="Look up"
      backTo={isTop ? 'home' : 'lookup'}
      prompt={
        <Prompt scanned={scanned} outcome={problem && 'refused'}>
          Scan a product or a bin
        </Prompt>
      }
      actions={[{ key: 'Escape', label: isTop ? 'Jobs' : 'Find another', onAct: back }]}
    >
      <div className={css['page']}>
        {problem !== undefined && <Notice tone="refused" {...problem} />}
        {children}
      </div>
    </FloorScreen>
  )
}
