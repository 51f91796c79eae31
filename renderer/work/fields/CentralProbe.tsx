import { useState } from 'react'
import { withPassword } from '#shared/contract/centralAddress.ts'
import { centralAddress } from '#shared/contract/codes.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Button, Notice, TextField } from '../../ui/index.ts'
import css from './CentralProbe.module.css'

type Props = {
  /** As typed. */
  address: string
  /** The password of the address's user, where it is asked for beside it. */
  password?: string | undefined
  error: string | undefined
  isDisabled: boolean
  onChange: (address: string) => void
  /** A store was found at the address; `site` is the one it is of, where it says. */
  onFound?: ((site: string | undefined) => void) | undefined
}

type Probe =
  | { kind: 'none' | 'asking' | 'found' | 'unanswered'; address: string }
  | { kind: 'refused'; address: string; message: string }

/** The central store's address, and a look whether one answers there. Looking changes nothing. */
export const CentralProbe = ({
  address,
  password = '',
  error,
  isDisabled,
  onChange,
  onFound,
}: Props) => {
  const { client } = useTerminal()
  const [probe, setProbe] = useState<Probe>({ kind: 'none', address: '' })
  const central = withPassword(address.trim(), password)
  // What was found at another address says nothing about this one.
  const known = probe.address === central ? probe : { kind: 'none' as const }

  const ask = async (): Promise<void> => {
    setProbe({ kind: 'asking', address: central })
    try {
      const result = await client.setup.probeCentral({ central })
      if (result.outcome === 'done') onFound?.(result.site ?? undefined)
      setProbe(
        result.outcome === 'done'
          ? { kind: 'found', address: central }
          : { kind: 'refused', address: central, message: result.message },
      )
    } catch {
      setProbe({ kind: 'unanswered', address: central })
    }
  }

  return (
    <>
      <div className={css['row']}>
        <TextField
          label="Address of the central store"
          code
          type="url"
          placeholder="esdb://eventstore.example:2113"
          value={address}
          error={error}
          isDisabled={isDisabled}
          onChange={onChange}
        />
        <Button
          isDisabled={
            !centralAddress.safeParse(central).success || known.kind === 'asking' || isDisabled
          }
          onPress={() => void ask()}
        >
          {known.kind === 'asking' ? 'Looking' : 'Look there'}
        </Button>
      </div>
      <div ref={intoView} key={known.kind}>
        {known.kind === 'found' && <Notice tone="good" happened="A central store answers there." />}
        {known.kind === 'refused' && (
          <Notice
            tone="warning"
            happened={known.message}
            kept="Nothing was changed."
            next="Correct the address, or go on: this terminal works without it and connects when it can."
          />
        )}
        {known.kind === 'unanswered' && (
          <Notice tone="warning" happened="The terminal did not answer." next="Look again." />
        )}
      </div>
    </>
  )
}

/** What was found shows below the fold of a small screen. */
const intoView = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' })
}
