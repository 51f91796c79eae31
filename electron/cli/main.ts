import { enableCompileCache } from 'node:module'

// Most of the time of a short command is reading its own modules: after the first time, from the cache.
enableCompileCache()
await import('./run.ts')
