import { events } from '#test/fuzz/events.ts'
import { frames } from '#test/fuzz/frames.ts'
import { shortForm } from '#test/fuzz/shortForm.ts'

shortForm([
  [frames, 1_500],
  [events, 240],
])
