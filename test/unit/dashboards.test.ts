import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMetrics } from '#electron/terminal/metrics/index.ts'

const dashboards = join(import.meta.dirname, '../../docker/grafana/dashboards')

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[]
}

/** The names of metrics in a query: what is followed by labels or a range. */
const metricsIn = (query: string) =>
  [...query.matchAll(/([a-z_][a-z0-9_]*)\{/g)].map(([, name]) => name ?? '')

test('every metric that a dashboard asks for is one that a terminal has', async () => {
  const metrics = openMetrics({ process: true })
  const ready = { pending: 0, held: 0, conflict: 0 }
  metrics.attach({
    outbox: () => ready,
    oldestSeconds: () => 0,
    lagSeconds: () => 0,
    online: () => true,
  })
  const text = await metrics.metrics()
  metrics.close()
  const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  const files = readdirSync(dashboards)
  expect(files).not.toEqual([])
  for (const file of files) {
    const { panels } = JSON.parse(readFileSync(join(dashboards, file), 'utf8')) as Dashboard
    const asked = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr)))
    const unknown = asked.filter((name) => !known.has(name.replace(/_(bucket|count|sum)$/, '')))
    expect(unknown).toEqual([])
    expect(asked.length).toBeGreaterThanOrEqual(panels.length)
  }
})
