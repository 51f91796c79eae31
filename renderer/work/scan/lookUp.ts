import type { ScanResult } from '#shared/contract/api/index.ts'
import type { TerminalClient } from '../../api/index.ts'

/** Longer than any barcode; what is longer belongs to nothing, and is not asked about. */
const longestCode = 4096

/** What a scanned code belongs to. */
export const lookUp = (client: TerminalClient, code: string): Promise<ScanResult> =>
  code.length > longestCode
    ? Promise.resolve({ kind: 'unknown', code })
    : client.stock.scan({ code })
