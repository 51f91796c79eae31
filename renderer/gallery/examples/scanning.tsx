import { useEffect } from 'react'
import { NotTakenScans, Prompt, ScanScreen } from '../../ui/index.ts'
import { scans } from '../../ui/scan/scanKeys.ts'
import type { Examples } from '../example.tsx'

/** As if a scanner had been pressed here, so many times. */
const Scanned = ({ codes }: { codes: readonly string[] }) => {
  useEffect(() => {
    for (const code of codes) scans.add(code)
    return scans.seen
  }, [codes])
  return <NotTakenScans />
}

const one = ['4006381333931']
const many = Array.from({ length: 8 }, (_, index) => `400638133393${String(index)}`)

export const scanning: Examples<'NotTakenScans' | 'ScanScreen'> = {
  NotTakenScans: [
    { state: 'one', whole: true, show: () => <Scanned codes={one} /> },
    { state: 'more than are listed', whole: true, show: () => <Scanned codes={many} /> },
  ],
  ScanScreen: [
    {
      state: 'takes scans for what is in it',
      show: () => (
        <ScanScreen>
          <Prompt>Scan a bin</Prompt>
        </ScanScreen>
      ),
    },
  ],
}
