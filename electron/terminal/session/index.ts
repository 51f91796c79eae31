/** Who works at the terminal's screens. */
export { openAttempts } from './attempts.ts'
export { toIntended } from './command.ts'
export { createPeople } from './people.ts'
export type { Screen } from './screen.ts'
export { createScreens, type ScreenConnection } from './screens.ts'
