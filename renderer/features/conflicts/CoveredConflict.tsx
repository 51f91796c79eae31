import type { ConflictRow } from '#shared/contract/api/index.ts'
import { Code, Notice } from '../../ui/index.ts'
import { useSession } from '../../work/screen/status.tsx'

/** Why the figures of a conflict are covered for whoever looks, and when they are shown. Nothing where they are not. */
export const CoveredConflict = ({ coveredBy, state }: Pick<ConflictRow, 'coveredBy' | 'state'>) => {
  const { role } = useSession()
  if (coveredBy === null) return null
  const isOpen = state === 'open'
  const mayThen = role === 'supervisor' ? ', and you can settle it' : ''
  return (
    <Notice
      tone="warning"
      word="Covered"
      happened={
        <>
          You count blind what this is about, in count <Code>{coveredBy}</Code>. Until that is
          handed in, what the book says of it is not shown to you
          {isOpen && ', and you cannot settle it'}.
        </>
      }
      kept={
        isOpen ? 'It is kept as it was recorded, and nothing is lost while it waits.' : undefined
      }
      next={
        <>
          Count, and hand in <Code>{coveredBy}</Code>: then all of it is shown here
          {isOpen && mayThen}.
          {isOpen && ' A supervisor who does not count there can settle it now.'}
        </>
      }
    />
  )
}
