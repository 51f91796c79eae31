import { CircleUserRound } from 'lucide-react'
import { useState } from 'react'
import type { Link } from '#shared/contract/api/index.ts'
import { lasted } from '#shared/words/format.ts'
import { describeClock } from '#shared/words/index.ts'
import { useConnection } from '../api/terminal.tsx'
import { LinkIndicator, Strip, type LinkState } from '../ui/index.ts'
import { useLeave } from '../work/screen/leaving.tsx'
import type { StripProps } from '../work/screen/screens.tsx'
import { useStatus } from '../work/screen/status.tsx'
import { useGo } from '../work/screen/ways.ts'
import { shownState } from '../work/words/linkState.ts'
import { useNow } from '../work/words/time.ts'
import css from './AppStrip.module.css'
import { OperatorMenu } from './OperatorMenu.tsx'

const linkStates: Record<Link['state'], LinkState> = {
  online: 'online',
  connecting: 'connecting',
  offline: 'offline',
  parked: 'held',
}

/** The strip, filled from the live status: where, what, link, who. */
export const AppStrip = ({ title, back }: StripProps) => {
  const { warehouse, terminal, session, link, pending, conflicts, clockOffset } = useStatus()
  const go = useGo()
  const [menuIsOpen, setMenuIsOpen] = useState(false)
  const leave = useLeave()
  const connection = useConnection()
  const now = useNow()
  return (
    <>
      <Strip
        place={[warehouse, terminal].filter((part) => part !== null).join(' · ')}
        title={title}
        back={back}
        link={
          <LinkIndicator
            state={connection === 'open' ? linkStates[shownState(link)] : 'unknown'}
            since={connection === 'open' ? lasted(link.since, now) : undefined}
            pending={pending}
            conflicts={conflicts.own}
            wrong={clockOffset === null ? undefined : `clock ${describeClock(clockOffset)}`}
            onPress={
              session === null
                ? undefined
                : () => {
                    leave(() => {
                      go('sync')
                    })
                  }
            }
          />
        }
        operator={
          session !== null && (
            <button
              type="button"
              className={css['operator']}
              aria-label={`Signed in: ${session.name}`}
              onClick={() => {
                setMenuIsOpen(true)
              }}
            >
              <CircleUserRound aria-hidden="true" />
              <span>{session.name}</span>
            </button>
          )
        }
      />
      {menuIsOpen && session !== null && (
        <OperatorMenu
          session={session}
          onClose={() => {
            setMenuIsOpen(false)
          }}
        />
      )}
    </>
  )
}
