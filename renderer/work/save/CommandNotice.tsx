import { Button, Notice } from '../../ui/index.ts'
import type { CommandState } from './command.ts'

type Props = {
  state: CommandState
  /** What a saved command says: "Ana is registered." */
  saved?: string | undefined
  /** What to do about a refusal. */
  next?: string
}

/** What became of a command, in three parts. Shows nothing while there is nothing to say. */
export const CommandNotice = ({
  state,
  saved,
  next = 'Change the entry and try again.',
}: Props) => {
  switch (state.kind) {
    case 'idle':
    case 'saving':
      return null
    case 'saved':
      return saved === undefined ? null : (
        <Notice
          tone="good"
          happened={saved}
          kept={state.outcome.warnings?.map(({ message }) => message).join(' ')}
        />
      )
    case 'refused':
      return (
        <Notice
          tone="refused"
          happened={state.refusal.message}
          kept="Nothing was recorded. Your entry is still here."
          next={next}
        />
      )
    case 'unanswered':
      return state.failure !== undefined ? (
        <Notice tone="refused" {...state.failure}>
          <Button onPress={state.retry}>Try again</Button>
        </Notice>
      ) : (
        <Notice
          tone="warning"
          happened="The terminal did not answer. It may be saved already."
          kept="Your entry is still here. It will be recorded once, not twice."
          next="It is tried again by itself."
        />
      )
    default:
      return state satisfies never
  }
}
