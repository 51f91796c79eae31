import { z } from 'zod'
import type { OperatorRow } from '#shared/contract/api/index.ts'
import type { PinHash } from '#shared/domain/operator/index.ts'
import type { Role } from '#shared/domain/index.ts'
import type { Connection } from '../store/index.ts'

export type OperatorRecord = {
  readonly operator: string
  readonly name: string
  readonly role: Role
  readonly status: 'active' | 'deactivated'
  /** Undefined until the first PIN is chosen. */
  readonly pin: PinHash | undefined
}

type Row = {
  operator: string
  name: string
  role: Role
  status: 'active' | 'deactivated'
  pin: string | null
  pending: number
}

const pinHash = z.object({
  algorithm: z.literal('scrypt'),
  cost: z.int(),
  blockSize: z.int(),
  parallelization: z.int(),
  salt: z.string(),
  hash: z.string(),
})

/** People, as this terminal knows them. Served by the primary key of `operator`. */
export function operatorQueries(db: Connection) {
  const list = db.prepare<[], Row>('SELECT * FROM operator ORDER BY status, name, operator')
  const get = db.prepare<[string], Row>('SELECT * FROM operator WHERE operator = ?')
  return {
    /** The active ones first, by name. */
    list: (): OperatorRow[] =>
      list.all().map(({ operator, name, role, status, pin, pending }) => ({
        operator,
        name,
        role,
        status,
        hasPin: pin !== null,
        pending: pending === 1,
      })),
    get: (operator: string): OperatorRecord | undefined => {
      const row = get.get(operator)
      if (row === undefined) return undefined
      const { name, role, status, pin } = row
      return {
        operator,
        name,
        role,
        status,
        pin: pin === null ? undefined : pinHash.parse(JSON.parse(pin)),
      }
    },
  }
}
