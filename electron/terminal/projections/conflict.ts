import type { ConflictEvent, ConflictState } from '#shared/domain/conflict/index.ts'
import { type Projection, same, WHOLE } from './projection.ts'

export const conflictProjection: Projection<ConflictEvent, ConflictState> = {
  keysOf: () => [WHOLE],
  allKeys: (state) => (state.status === 'unraised' ? [] : [WHOLE]),
  row: (conflict, _key, confirmed, effective) => ({
    model: 'conflict',
    conflict,
    value: effective.status === 'unraised' ? undefined : effective,
    pending: !same(confirmed, effective),
  }),
}
