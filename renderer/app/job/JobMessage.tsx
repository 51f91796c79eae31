import { Button, Notice } from '../../ui/index.ts'
import type { JobEvent } from './jobMachine.ts'
import type { Message, WayOn } from './messages.ts'

type Props = {
  message: Message
  /** The product that was scanned while another one is in hand. */
  other: string | undefined
  send: (event: JobEvent) => void
}

/** What a job screen has to say, with its ways on as buttons. */
export const JobMessage = ({ message, other, send }: Props) => {
  const ways: Record<WayOn, { label: string; onPress: () => void }> = {
    retry: {
      label: 'Try now',
      onPress: () => {
        send({ type: 'triedAgain' })
      },
    },
    'start-over-with': {
      label: `Start over with ${other ?? 'it'}`,
      onPress: () => {
        send({ type: 'startedOverWithOther' })
      },
    },
  }
  const { tone, happened, kept, next } = message
  return (
    <Notice
      tone={tone}
      word={tone === 'good' ? 'Saved' : undefined}
      happened={happened}
      kept={kept}
      next={next}
    >
      {message.ways?.map((way) => (
        <Button key={way} onPress={ways[way].onPress}>
          {ways[way].label}
        </Button>
      ))}
    </Notice>
  )
}
