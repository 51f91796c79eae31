import type { AccuracyRow, DueRow } from '#shared/contract/api/index.ts'
import { type BinHistory, type CycleRules, planCycle } from '#shared/domain/count/index.ts'
import { type Cover, coversNothing } from '#shared/contract/covered.ts'
import { goodsEvents, movements } from '#shared/domain/stock/index.ts'
import { type Connection, sqlList } from '../store/index.ts'
import { type Identity, warehouseOf } from './identity.ts'

type Row = {
  bin: string
  zone: string
  lastCounted: string | null
  movements: number
  value: number
  negative: number
  conflicts: number
}

/** How far back movements tell how busy a bin is. */
const LOOK_BACK_DAYS = 90
const DAY = 24 * 3600 * 1000

/** What to count next, and how right the book has been. Served by `movement_counted` and `movement_by_bin`. */
export function cycleQueries(db: Connection, identity: Identity) {
  const accuracy = db.prepare<[string], AccuracyRow>(
    `SELECT substr(occurred_at, 1, 10) AS day, count(*) AS lines, count(*) FILTER (WHERE delta = 0) AS exact,
       sum(abs(delta)) AS off
     FROM movement WHERE warehouse = ? AND type = '${movements.PostCountVariance.event}' AND status = 'confirmed'
     GROUP BY day ORDER BY day`,
  )
  const histories = db.prepare<[{ warehouse: string; since: string }], Row>(
    `WITH counted AS (
       SELECT bin, max(occurred_at) AS at FROM movement
       WHERE warehouse = @warehouse AND type = '${movements.PostCountVariance.event}' AND status = 'confirmed' GROUP BY bin
     ), moved AS (
       SELECT bin, count(*) AS movements, sum(abs(delta) * coalesce(product.unit_value, 0)) AS value
       FROM movement LEFT JOIN product ON product.sku = movement.sku
       WHERE warehouse = @warehouse AND occurred_at >= @since
         AND type IN (${sqlList(goodsEvents)}) AND status <> 'conflict' GROUP BY bin
     ), below AS (
       SELECT bin, count(*) AS n FROM stock WHERE warehouse = @warehouse AND effective < 0 GROUP BY bin
     ), doubtful AS (
       SELECT coalesce(command ->> 'bin', command ->> 'from', command ->> '$.observation.bin') AS bin, count(*) AS n
       FROM conflict WHERE warehouse = @warehouse AND status = 'open' GROUP BY 1
     )
     SELECT bin.bin, bin.zone, counted.at AS lastCounted, coalesce(moved.movements, 0) AS movements,
       coalesce(moved.value, 0) AS value, coalesce(below.n, 0) AS negative, coalesce(doubtful.n, 0) AS conflicts
     FROM bin
       LEFT JOIN counted ON counted.bin = bin.bin
       LEFT JOIN moved ON moved.bin = bin.bin
       LEFT JOIN below ON below.bin = bin.bin
       LEFT JOIN doubtful ON doubtful.bin = bin.bin
     WHERE bin.warehouse = @warehouse`,
  )
  const history = ({ lastCounted, negative, ...row }: Row): BinHistory => ({
    ...row,
    lastCounted: lastCounted ?? undefined,
    negative: negative > 0,
  })
  /** What was moved in a covered bin and what its book says does not count: neither its place nor others' tell of it. */
  const unweighed = (bin: BinHistory): BinHistory => ({
    ...bin,
    movements: 0,
    value: 0,
    negative: false,
  })
  return {
    /** Day by day, the oldest first. */
    accuracy: (): AccuracyRow[] => accuracy.all(warehouseOf(identity)),
    /** Bins in the order in which they should be counted; `now` is the terminal's clock. */
    due: (rules: CycleRules, limit: number, cover: Cover = coversNothing): DueRow[] => {
      const since = new Date(Date.parse(rules.now) - LOOK_BACK_DAYS * DAY).toISOString()
      const bins = histories.all({ warehouse: warehouseOf(identity), since }).map(history)
      const weighed = bins.map((one) => (cover.bin(one.bin) ? unweighed(one) : one))
      return planCycle(weighed, rules)
        .slice(0, limit)
        .map(({ lastCounted = null, class: cycle, ...bin }) =>
          Object.assign(bin, { lastCounted, class: cover.bin(bin.bin) ? null : cycle }),
        )
    },
  }
}
