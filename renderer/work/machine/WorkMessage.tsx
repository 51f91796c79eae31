import { Button, Notice } from '../../ui/index.ts'
import type { Message } from './messages.ts'

/** What a screen of the floor has to say, with its way on as a button. */
export const WorkMessage = ({
  message: { tone, happened, kept, next, ways },
  onRetry,
}: {
  message: Message
  onRetry: () => void
}) => (
  <Notice
    tone={tone}
    word={tone === 'good' ? 'Saved' : undefined}
    happened={happened}
    kept={kept}
    next={next}
  >
    {ways?.includes('retry') === true && <Button onPress={onRetry}>Try now</Button>}
  </Notice>
)
