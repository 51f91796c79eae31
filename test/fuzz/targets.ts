import { api } from './api.ts'
import { csv } from './csv.ts'
import { events } from './events.ts'
import { frames } from './frames.ts'
import { scans } from './scans.ts'
import type { Target } from './target.ts'

export const targets: readonly Target[] = [frames, api, csv, scans, events]
