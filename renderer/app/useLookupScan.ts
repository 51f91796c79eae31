import { useState } from 'react'
import { useTerminal } from '../api/terminal.tsx'
import { lookUp } from './lookUp.ts'
import { playSound, useScans, visible, type Scan } from '../ui/index.ts'

type Found = { onProduct: (sku: string) => void; onBin: (bin: string) => void }

type Problem = { happened: string; kept: string; next: string }

/**
 * Looks up whatever is scanned, for screens where a scan records nothing. A barcode of several products leads to the
 * first one.
 */
export const useLookupScan = ({ onProduct, onBin }: Found) => {
  const { client } = useTerminal()
  const [scanned, setScanned] = useState<Scan>()
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setIsBusy] = useState(false)

  const refuse = (happened: string) => {
    playSound('refused')
    setProblem({
      happened,
      kept: 'Nothing was changed.',
      next: 'Scan again, or find it by its name.',
    })
  }
  const take = async (scan: Scan): Promise<void> => {
    setIsBusy(true)
    setScanned(scan)
    setProblem(undefined)
    try {
      const result = await lookUp(client, scan.text)
      if (result.kind === 'unknown')
        refuse(`No product and no bin has the code ${visible(scan.text.slice(0, 60))}.`)
      else {
        playSound('good')
        if (result.kind === 'bin') onBin(result.bin)
        else if (result.matches[0] !== undefined) onProduct(result.matches[0].product.sku)
      }
    } catch {
      refuse('The terminal could not look this code up.')
    } finally {
      setIsBusy(false)
    }
  }
  useScans((scan) => {
    void take(scan)
  }, !isBusy)
  return { scanned, problem }
}
