import type { ReactNode } from 'react'
import { ScanLayerContext, useScanLayer } from './useScans.ts'

/** A screen that takes scans as soon as it has what it needs: those made on it before wait for that. */
export const ScanScreen = ({ children }: { children: ReactNode }) => {
  const layer = useScanLayer(true)
  return <ScanLayerContext value={layer}>{children}</ScanLayerContext>
}
