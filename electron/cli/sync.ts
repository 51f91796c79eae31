import { exitCodes } from './exit.ts'
import type { Output } from './output.ts'

export async function runSync(
  _: { data: string; timeout: number },
  output: Output,
): Promise<number> {
  await output.rows([])
  return exitCodes.ok
}
