import type { CountEvent, CountState } from '#shared/domain/count/index.ts'
import { parseWarehouseId } from '#shared/domain/index.ts'
import { type Projection, WHOLE } from './projection.ts'

/** The list of counts. What is in a count is asked of its folded stream: a scan then costs no row of its own. */
export const countProjection: Projection<CountEvent, CountState> = {
  keysOf: () => [WHOLE],
  allKeys: (state) => (state.status === 'unopened' ? [] : [WHOLE]),
  row: (id, _key, _confirmed, effective) => {
    const { warehouse, rest: count } = parseWarehouseId(id) ?? { warehouse: '', rest: id }
    const value = effective.status === 'unopened' ? undefined : effective
    return { model: 'count', warehouse, count, value }
  },
}
