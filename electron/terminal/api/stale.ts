import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { contract, type ProcedureMeta, type Topic } from '#shared/contract/api/index.ts'

type Query = { readonly path: string[]; readonly meta: ProcedureMeta }

function queriesOf(part: object, at: string[] = []): Query[] {
  return Object.entries(part).flatMap(([name, inner]: [string, object]) =>
    isContractProcedure(inner)
      ? [{ path: [...at, name], meta: metaOf(inner) }]
      : queriesOf(inner, [...at, name]),
  )
}

/** What a procedure of the contract says of itself. */
export const metaOf = (procedure: AnyContractProcedure): ProcedureMeta => procedure['~orpc'].meta

const queries = queriesOf(contract)

/** The paths of the queries that may have another answer now. Who is not signed in is told of those that they may ask. */
export const staleBy = (topics: ReadonlySet<Topic>, isSignedIn: boolean): string[][] =>
  queries.flatMap(({ path, meta }) =>
    (isSignedIn || meta.level === 'open') && meta.restsOn?.some((topic) => topics.has(topic))
      ? [path]
      : [],
  )
