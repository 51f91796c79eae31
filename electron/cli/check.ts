import { openForInspection } from '#electron/terminal/inspection.ts'
import { damageText } from '#shared/words/index.ts'
import { exitCodes } from './exit.ts'
import { notSetUp, refuseEmptyFolder } from './folder.ts'
import type { Output } from './output.ts'

/** Verifies everything that is stored, also while its terminal is at work; a row a finding. Changes nothing. */
export async function runCheck(
  { data }: { readonly data: string },
  output: Output,
): Promise<number> {
  refuseEmptyFolder(data)
  const inspection = await openForInspection(data)
  if (inspection === undefined) throw notSetUp(data)
  try {
    let found = 0
    for (const findings of inspection.findings()) {
      found += findings.length
      await output.rows(
        findings.map(({ kind, sequence, intention, detail }) => ({
          kind,
          sequence,
          intention,
          text: damageText({ kind, sequence, intention, detail }),
        })),
      )
    }
    return found === 0 ? exitCodes.ok : exitCodes.found
  } finally {
    inspection.close()
  }
}
