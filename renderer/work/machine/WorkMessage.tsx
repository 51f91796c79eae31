import { Button, Notice } from '../../ui/index.ts'
import type { Work } from './useWork.ts'

/** What a screen of the floor has to say, with its way on as a button. */
export const WorkMessage = ({
  state: { message },
  send,
}: {
  state: Pick<Work['state'], 'message'>
  send: Work['send']
}) =>
  message && (
    <Notice
      tone={message.tone}
      word={message.tone === 'good' ? 'Saved' : undefined}
      happened={message.happened}
      kept={message.kept}
      next={message.next}
    >
      {message.ways?.includes('retry') === true && (
        <Button
          onPress={() => {
            send({ type: 'triedAgain' })
          }}
        >
          Try now
        </Button>
      )}
    </Notice>
  )
