import { openForInspection } from '#electron/terminal/inspection.ts'
import { exitCodes } from './exit.ts'
import { notSetUp, refuseEmptyFolder } from './folder.ts'
import { type Output, writeEach } from './output.ts'

/** Tells what became of a stream, also while its terminal is at work. Changes nothing. */
export async function runInspect(
  { data, stream }: { readonly data: string; readonly stream: string },
  output: Output,
): Promise<number> {
  refuseEmptyFolder(data)
  const inspection = await openForInspection(data)
  if (inspection === undefined) throw notSetUp(data)
  try {
    await writeEach(output, inspection.stream(stream))
    return exitCodes.ok
  } finally {
    inspection.close()
  }
}
