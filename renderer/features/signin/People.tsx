import { useQuery } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import type { OperatorRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Empty, Loading } from '../../ui/index.ts'
import css from './SignIn.module.css'

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('')

/** The people of this warehouse, to choose oneself from. */
export const People = ({ onChoose }: { onChoose: (operator: OperatorRow) => void }) => {
  const { queries } = useTerminal()
  const operators = useQuery(queries.session.operators.queryOptions())
  if (operators.isError)
    return (
      <Broken
        what="The list of people could not be read."
        onRetry={() => void operators.refetch()}
      />
    )
  if (operators.isPending) return <Loading what="Reading who works here" />
  const active = operators.data.filter(({ status }) => status === 'active')
  if (active.length === 0)
    return (
      <Empty icon={UserRound} title="Nobody is registered yet">
        The people of this warehouse come with the first connection to the central store.
      </Empty>
    )
  return (
    <ul className={css['people']} aria-label="People">
      {active.map((operator) => (
        <li key={operator.operator}>
          <button
            type="button"
            className={css['tile']}
            onClick={() => {
              onChoose(operator)
            }}
          >
            <span className={css['initials']} aria-hidden="true">
              {initialsOf(operator.name)}
            </span>
            <span className={css['tileName']}>{operator.name}</span>
            <span className={css['tileNote']}>
              {operator.role}
              {!operator.hasPin && (operator.mayChoose ? ', first sign-in' : ', no PIN yet')}
              {operator.issuedUntil !== null && ', first sign-in'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
