import type { z } from 'zod'
import { describeProblem } from '#shared/words/index.ts'
import { exitCodes, UsageError } from './exit.ts'
import { openForQueries } from './openForQueries.ts'
import { type Output, writeEach } from './output.ts'
import { queryTable } from './queryTable.ts'

function parseArguments(name: string, schema: z.ZodType, text: string | undefined): unknown {
  let json: unknown
  try {
    json = JSON.parse(text ?? '{}')
  } catch {
    throw new UsageError(`The arguments of ${name} are not JSON: write them as '{"name":"value"}'.`)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new UsageError(`The arguments of ${name} are not right: ${describeProblem(parsed.error)}.`)
}

/** Answers a query from the terminal's own copy, also while the terminal itself is at work. */
export async function runQuery(
  {
    data,
    name,
    args,
  }: { readonly data: string; readonly name: string; readonly args: string | undefined },
  output: Output,
): Promise<number> {
  const query = Object.hasOwn(queryTable, name) ? queryTable[name] : undefined
  if (query === undefined)
    throw new UsageError(
      `There is no query ${name}; there are: ${Object.keys(queryTable).join(', ')}.`,
    )
  const parsed = parseArguments(name, query.args, args)
  const view = await openForQueries(data)
  try {
    await writeEach(output, query.run(view.queries, parsed))
    return exitCodes.ok
  } finally {
    await view.close()
  }
}
