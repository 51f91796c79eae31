import { z } from 'zod'
import { defaultScanConfig, startScanKeys, type ScanConfig } from '../../ui/index.ts'

const storageKey = 'tallydeck.scanner'

const configSchema = z.strictObject({
  prefix: z.string().max(8),
  suffix: z.string().max(8),
  pace: z.int().min(10).max(500),
  minLength: z.int().min(1).max(20),
})

/** How this terminal's scanner is set; the default where nothing, or nothing sensible, was kept. */
export const scannerConfig = (): ScanConfig => {
  try {
    return configSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? ''))
  } catch {
    return defaultScanConfig
  }
}

let stop: (() => void) | undefined

/** Catches scans by this terminal's settings, from now on. */
export const startScanner = (): void => {
  stop?.()
  stop = startScanKeys(scannerConfig())
}

/** Keeps the settings and uses them at once. */
export const changeScanner = (config: ScanConfig): void => {
  localStorage.setItem(storageKey, JSON.stringify(configSchema.parse(config)))
  startScanner()
}
