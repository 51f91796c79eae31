import { lookup } from '#shared/domain/index.ts'
import type { WarehouseEvent, WarehouseState } from '#shared/domain/warehouse/index.ts'
import { type Projection, same, WHOLE } from './projection.ts'

const zoneOf = (state: WarehouseState, bin: string) =>
  state.status === 'registered' ? lookup(state.bins, bin) : undefined

const withoutBins = (state: WarehouseState) =>
  state.status === 'registered' ? { ...state, bins: {} } : state

/** The warehouse itself, and a row for each of its bins. An address is never empty, so the whole has a key of its own. */
export const warehouseProjection: Projection<WarehouseEvent, WarehouseState> = {
  keysOf: (event) =>
    event.type === 'BinsRegistered' ? event.data.bins.map(({ bin }) => bin) : [WHOLE],
  allKeys: (state) => (state.status === 'registered' ? [WHOLE, ...Object.keys(state.bins)] : []),
  row: (warehouse, key, confirmed, effective) =>
    key === WHOLE
      ? {
          model: 'warehouse',
          warehouse,
          value: effective.status === 'registered' ? effective : undefined,
          pending: !same(withoutBins(confirmed), withoutBins(effective)),
        }
      : {
          model: 'bin',
          warehouse,
          bin: key,
          zone: zoneOf(effective, key),
          pending: zoneOf(confirmed, key) !== zoneOf(effective, key),
        },
}
