import { useEffect, useEffectEvent, useState } from 'react'
import { useTerminal } from '../../api/terminal.tsx'
import { giveBackScan, playSound, useScans, visible, type Scan } from '../../ui/index.ts'
import { lookUp } from './lookUp.ts'

type Found = { onProduct: (sku: string) => void; onBin: (bin: string) => void }

type Problem = { happened: string; kept: string; next: string }

type Asked = { kind: 'failed' } | Awaited<ReturnType<typeof lookUp>>

const problemWith = (happened: string): Problem => ({
  happened,
  kept: 'Nothing was changed.',
  next: 'Scan again, or find it by its name.',
})

/**
 * Looks up whatever is scanned, for screens where a scan records nothing. A barcode of several products leads to the
 * first one. A screen that is left before the answer came leads nowhere any more.
 */
export const useLookupScan = ({ onProduct, onBin }: Found) => {
  const { client } = useTerminal()
  const [scanned, setScanned] = useState<Scan>()
  const [asked, setAsked] = useState<Scan>()
  const [problem, setProblem] = useState<Problem>()

  const answer = useEffectEvent((scan: Scan, result: Asked) => {
    setAsked(undefined)
    const [first] = result.kind === 'product' ? result.matches : []
    playSound(result.kind === 'bin' || first !== undefined ? 'good' : 'refused')
    if (result.kind === 'bin') onBin(result.bin)
    else if (first !== undefined) onProduct(first.product.sku)
    else
      setProblem(
        problemWith(
          result.kind === 'failed'
            ? 'The terminal could not look this code up.'
            : `No product and no bin has the code ${visible(scan.text.slice(0, 60))}.`,
        ),
      )
  })

  useEffect(() => {
    if (asked === undefined) return
    let [isLeft, isAnswered] = [false, false]
    const ask = async (): Promise<void> => {
      const result = await lookUp(client, asked.text).catch((): Asked => ({ kind: 'failed' }))
      if (isLeft) return
      isAnswered = true
      answer(asked, result)
    }
    void ask()
    return () => {
      isLeft = true
      if (!isAnswered) giveBackScan(asked)
    }
  }, [client, asked])

  useScans((scan) => {
    setScanned(scan)
    setProblem(undefined)
    setAsked(scan)
  }, asked === undefined)
  return { scanned, problem }
}
