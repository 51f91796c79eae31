import { readFile } from 'node:fs/promises'
import { decodeText } from '#electron/terminal/imports/index.ts'
import { fileRefusal } from '#shared/words/index.ts'
import { exitCodes, UsageError } from './exit.ts'
import { VIA } from './exec.ts'
import { withTerminal } from './openTerminal.ts'
import type { Output } from './output.ts'
import type { ImportOptions } from './program.ts'

async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${file} cannot be read: ${cause}`)
  }
}

/**
 * Imports a file, all of it or nothing. Each problem is a line, with its place in the file; the last line says what
 * came of the whole.
 */
export async function runImport(options: ImportOptions, output: Output): Promise<number> {
  const { kind, file, data, operator, map: mapping, preview } = options
  const decoded = decodeText(await readInput(file))
  return withTerminal(data, async ({ imports }) => {
    if (!decoded.ok) {
      await output.rows([fileRefusal('file-unreadable', decoded.problem)])
    } else if (preview === true) {
      await output.rows([await imports.preview({ kind, text: decoded.text, mapping })])
    } else {
      const result = await imports.run({ kind, text: decoded.text, mapping }, operator, VIA)
      if (result.outcome === 'refused') await output.rows([result])
      else {
        const { problems, ...summary } = result
        await output.rows([...problems, summary])
        if (result.outcome === 'under-way') return exitCodes.failed
      }
    }
    return exitCodes.ok
  })
}
