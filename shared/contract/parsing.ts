import { z } from 'zod'
import { cut } from './bounds.ts'

const MAX_PROBLEM = 500

/** What does not fit, in one line that can be shown and kept, whatever was given. */
export const problemOfParse = (error: z.ZodError): string =>
  cut(z.prettifyError({ issues: error.issues.slice(0, 10) }), MAX_PROBLEM)
