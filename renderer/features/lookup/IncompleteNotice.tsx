import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProductRow } from '#shared/contract/api/index.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Button, Notice } from '../../ui/index.ts'
import { useSession } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { AcceptIncomplete } from './AcceptIncomplete.tsx'
import { acceptedBy, hasEnded, hasUnreadable, missingSentences, toAccept } from './missing.ts'

const nextFor = (ended: boolean, unreadable: boolean, by: string | undefined): string => {
  if (ended)
    return 'Tell who looks after the central store: work on this product has to go on under another SKU.'
  if (unreadable && by === undefined)
    return 'Update this terminal. Only where that cannot be: a supervisor says that work goes on with what is known.'
  return by === undefined
    ? 'Count the bins: what was counted is right on every terminal. Or a supervisor says that work goes on with what is known.'
    : `${by} has said that work goes on with what is known. A count sets it right.`
}

/** What of a product is missing on this terminal, what that means, and the ways on. */
export const IncompleteNotice = ({ sku }: Pick<ProductRow, 'sku'>) => {
  const { queries } = useTerminal()
  const { role } = useSession()
  const go = useGo()
  const [asking, setAsking] = useState<string>()
  const { data } = useQuery(queries.stock.missing.queryOptions({ input: { sku } }))
  if (data === undefined || data.length === 0) return null
  const by = acceptedBy(data)
  const stream = toAccept(data)
  const isSupervisor = role === 'supervisor'
  const ended = hasEnded(data)
  const waits = hasUnreadable(data) && by === undefined
  return (
    <>
      <Notice
        tone="warning"
        word="Incomplete"
        happened={missingSentences(data).join(' ')}
        kept="A bin with this mark may hold less or more than is shown; one without it was counted since. What was recorded is kept, and other terminals may know the rest."
        next={nextFor(ended, waits, by)}
      >
        {!ended && !waits && (
          <Button
            onPress={() => {
              go(isSupervisor ? 'planCount' : 'counts')
            }}
          >
            {isSupervisor ? 'Plan a count' : 'Count'}
          </Button>
        )}
        {isSupervisor && stream !== undefined && (
          <Button
            onPress={() => {
              setAsking(stream)
            }}
          >
            Go on with what is known
          </Button>
        )}
      </Notice>
      {asking !== undefined && (
        <AcceptIncomplete
          stream={asking}
          unreadable={hasUnreadable(data.filter(({ stream: one }) => one === asking))}
          onClose={() => {
            setAsking(undefined)
          }}
        />
      )}
    </>
  )
}
