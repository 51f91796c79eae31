import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConflictDetail } from '#shared/contract/api/index.ts'
import { formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Words, type Action } from '../../ui/index.ts'
import { useCommand } from '../../work/save/command.ts'
import { CommandNotice } from '../../work/save/CommandNotice.tsx'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useSession } from '../../work/screen/status.tsx'
import { useGo } from '../../work/screen/ways.ts'
import { askedFor, binAskedFor } from './asked.ts'
import { Choices } from './Choices.tsx'
import { alikeOf, draftFor, missingOf, settle, suggest, type Draft } from './draft.ts'
import { Particulars } from './Particulars.tsx'
import { Preview } from './Preview.tsx'
import css from './SettleConflict.module.css'
import type { Alike } from './SettleTogether.tsx'
import { Story } from './Story.tsx'

const missingWords = {
  choice: 'Choose how to settle it',
  quantity: 'Say how many',
  bin: 'Say which bin',
  note: 'Say why',
} as const

type Props = {
  conflict: ConflictDetail
  /** This one and all those alike are to be settled in the same way. */
  onSettleAlike: (alike: Alike) => void
}

/** An open conflict that whoever is signed in may settle. It is kept open until it is confirmed after a look. */
export const SettleConflict = ({ conflict, onSettleAlike }: Props) => {
  const { queries } = useTerminal()
  const { operator } = useSession()
  const go = useGo()
  const [draft, setDraft] = useState<Draft>(() => draftFor(conflict))
  const [isLooking, setIsLooking] = useState(false)
  const command = useCommand(() => {
    setIsLooking(false)
  })
  const others = useQuery(
    queries.conflicts.list.queryOptions({ input: { state: 'open', limit: 1000 } }),
  )
  const asked = askedFor(conflict)
  const sku = asked !== undefined && 'sku' in asked ? asked.sku : ''
  const elsewhere = useQuery({
    ...queries.stock.byProduct.queryOptions({ input: { sku } }),
    enabled: sku !== '',
  })
  const bins = elsewhere.data ?? []
  const stock = Object.fromEntries(bins.map(({ bin, onHand }) => [bin, onHand]))
  const alike = alikeOf(conflict, draft.choice, others.data ?? [])
  const next = (others.data ?? []).find(
    (other) => other.conflict !== conflict.conflict && other.maySettle,
  )
  const isSaved = command.state.kind === 'saved'
  const missing = missingOf(draft)

  const park = () => {
    go('conflicts')
  }
  const actions: Action[] = [
    { key: 'Escape', label: isSaved ? 'All conflicts' : 'Decide later', onAct: park },
    {
      key: 'F8',
      label: `${formatNumber(alike.length)} more alike`,
      isDisabled: alike.length === 0 || missing !== undefined || isSaved,
      onAct: () => {
        onSettleAlike({ conflicts: [conflict, ...alike], draft })
      },
    },
    isSaved && next !== undefined
      ? {
          key: 'F12',
          label: 'Next conflict',
          primary: true,
          onAct: () => {
            go('conflict', { conflict: next.conflict })
          },
        }
      : {
          key: 'F12',
          label: missing === undefined ? 'Look at the result' : missingWords[missing],
          primary: true,
          isDisabled: missing !== undefined || command.isBusy || isSaved,
          onAct: () => {
            command.reset()
            setIsLooking(true)
          },
        },
  ]

  return (
    <>
      <DeskScreen name="Conflict" title={conflict.summary} backTo="conflicts" actions={actions}>
        {command.state.kind === 'idle' || command.state.kind === 'saving' ? (
          <p className={css['why']}>
            <Words>{conflict.message}</Words>
          </p>
        ) : (
          <CommandNotice
            state={command.state}
            saved="Settled, and saved here."
            next="Look at it again: it may have changed meanwhile."
          />
        )}
        <Story conflict={conflict} reader={operator} />
        {!isSaved && (
          <>
            <Choices
              conflict={conflict}
              draft={draft}
              suggestion={suggest(conflict)}
              elsewhere={stock}
              onChoose={(choice) => {
                setDraft({ ...draft, choice })
              }}
            />
            <Particulars
              draft={draft}
              bins={bins}
              askedBin={binAskedFor(conflict)}
              onChange={(part) => {
                setDraft({ ...draft, ...part })
              }}
            />
          </>
        )}
      </DeskScreen>
      {isLooking && (
        <Preview
          conflict={conflict}
          draft={draft}
          elsewhere={stock}
          command={command.state}
          onClose={() => {
            setIsLooking(false)
          }}
          onSettle={() => {
            const settlement = settle(conflict.conflict, draft)
            if (settlement !== undefined) command.run(settlement)
          }}
        />
      )}
    </>
  )
}
