import { config } from 'zod'

// Zod would compile its schemas with `new Function`, which the page's content policy refuses and reports.
config({ jitless: true })
