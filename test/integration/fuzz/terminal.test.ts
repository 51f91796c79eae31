import { api } from '#test/fuzz/api.ts'
import { csv } from '#test/fuzz/csv.ts'
import { scans } from '#test/fuzz/scans.ts'
import { shortForm } from '#test/fuzz/shortForm.ts'

shortForm([
  [api, 6_000],
  [csv, 4_000],
  [scans, 16_000],
])
