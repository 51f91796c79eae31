import { CircleUserRound } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { useLocation } from 'wouter'
import type { Link } from '#shared/contract/api/index.ts'
import { describeClock } from '#shared/contract/summaries.ts'
import { useConnection } from '../api/terminal.tsx'
import { LinkIndicator, Strip, type LinkState } from '../ui/index.ts'
import css from './AppStrip.module.css'
import { useLeave } from './leaving.tsx'
import { shownState } from './linkState.ts'
import { OperatorMenu } from './OperatorMenu.tsx'
import { paths } from './paths.ts'
import { useStatus } from './status.tsx'
import { lasted, useNow } from './time.ts'

const linkStates: Record<Link['state'], LinkState> = {
  online: 'online',
  connecting: 'connecting',
  offline: 'offline',
  parked: 'held',
}

/** The strip, filled from the live status: where, what, link, who. */
export const AppStrip = ({ title, back }: Pick<ComponentProps<typeof Strip>, 'title' | 'back'>) => {
  const { warehouse, terminal, session, link, pending, conflicts, clockOffset } = useStatus()
  const [, navigate] = useLocation()
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
                      navigate(paths.sync)
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
