import { Unplug } from 'lucide-react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { TerminalProvider, useConnection, useLiveStatus, type Terminal } from '../api/terminal.tsx'
import { SetupScreen } from '../features/setup/SetupScreen.tsx'
import type { TerminalStatus } from '#shared/contract/api/index.ts'
import { Empty, Loading, Notice, NotTakenScans } from '../ui/index.ts'
import { StripContext, type StripProps } from '../work/screen/screens.tsx'
import { WaysContext } from '../work/screen/ways.ts'
import css from './App.module.css'
import { AppStrip } from './AppStrip.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { LeaveGuardProvider } from '../work/screen/leaving.tsx'
import { ScanDoubt } from '../work/scan/ScanDoubt.tsx'
import { StatusProvider } from '../work/screen/status.tsx'
import { ways } from './registry.tsx'
import { SessionGate } from './SessionGate.tsx'

const strip = (props: StripProps) => <AppStrip {...props} />

/** The page: everything it shows comes from this one terminal. */
export const App = ({ terminal }: { terminal: Terminal }) => (
  <>
    <ErrorBoundary>
      <TerminalProvider terminal={terminal}>
        {/* wouter takes its location hook as a prop. */}
        {/* oxlint-disable-next-line react/hooks */}
        <Router hook={useHashLocation}>
          <LeaveGuardProvider>
            <WaysContext value={ways}>
              <StripContext value={strip}>
                <Gate />
              </StripContext>
            </WaysContext>
            <ScanDoubt />
          </LeaveGuardProvider>
        </Router>
      </TerminalProvider>
    </ErrorBoundary>
    {/* Whatever is shown, a broken screen included: no scan goes unseen. */}
    <NotTakenScans />
  </>
)

const NoAnswer = () => (
  <Notice
    tone="warning"
    happened="The terminal does not answer."
    kept="Everything saved is still there. What you see may be old."
    next="It is tried again by itself. If this stays, start the terminal again."
  />
)

/** What stands between a page and the jobs: a way to the terminal, a set-up terminal, somebody signed in. */
const Gate = () => {
  const connection = useConnection()
  const status = useLiveStatus()
  if (connection === 'refused')
    return (
      <Empty icon={Unplug} title="This address is no longer the terminal's">
        Everything recorded is safe on the terminal. Open the address that it shows now.
      </Empty>
    )
  if (status === undefined)
    return connection === 'lost' ? (
      <div className={css['alone']}>
        <NoAnswer />
      </div>
    ) : (
      <Loading what="Waiting for the terminal" />
    )
  return (
    <StatusProvider status={status}>
      <Screens status={status} />
      {connection === 'lost' && (
        <div className={css['lost']}>
          <NoAnswer />
        </div>
      )}
    </StatusProvider>
  )
}

const Screens = ({ status }: { status: TerminalStatus }) => {
  if (status.terminal === null) return <SetupScreen />
  return <SessionGate status={status} />
}
