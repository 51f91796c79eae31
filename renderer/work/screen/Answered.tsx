import type { ReactNode } from 'react'
import { Broken, Loading } from '../../ui/index.ts'

type Query = { data: unknown; isPending: boolean; isError: boolean; refetch: () => unknown }

type Data<Of> = {
  [Name in keyof Of]: Of[Name] extends { data: infer Value } ? Exclude<Value, undefined> : never
}

type Props<Of> = {
  /** What is asked, each by its name. */
  of: Of
  /** What goes on meanwhile: "Looking for bins". */
  reading: string
  /** What happened where one of them cannot be answered: "The bins could not be read." */
  broken: string
  children: (answers: Data<Of>) => ReactNode
}

/** Shows what the terminal answered, as soon as it has answered all; until then that it reads, or that it cannot. */
export const Answered = <Of extends Record<string, Query>>({
  of,
  reading,
  broken,
  children,
}: Props<Of>) => {
  const queries = Object.values(of)
  if (queries.some(({ isError }) => isError))
    return (
      <Broken
        what={broken}
        onRetry={() => {
          for (const query of queries) query.refetch()
        }}
      />
    )
  if (queries.some(({ isPending }) => isPending)) return <Loading what={reading} />
  return children(
    Object.fromEntries(Object.entries(of).map(([name, { data }]) => [name, data])) as Data<Of>,
  )
}
