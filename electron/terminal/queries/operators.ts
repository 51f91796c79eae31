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
  /** Undefined until there is one, issued or chosen. */
  readonly pin: PinHash | undefined
  /** ISO 8601. Where the PIN was issued: until when it is good. */
  readonly expiresAt: string | undefined
}

type Row = {
  operator: string
  name: string
  role: Role
  status: 'active' | 'deactivated'
  pin: string | null
  pin_expires: string | null
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
  const supervisorsWithPin = db.prepare<[], { found: 1 }>(
    `SELECT 1 AS found FROM operator
     WHERE role = 'supervisor' AND status = 'active' AND pin IS NOT NULL LIMIT 1`,
  )
  /** No supervisor has a PIN: nobody could issue one, so that whoever comes first chooses. */
  const isFirst = () => supervisorsWithPin.get() === undefined
  return {
    /** The active ones first, by name. */
    list: (): OperatorRow[] => {
      const nobodyHas = isFirst()
      return list.all().map(({ operator, name, role, status, pin, pin_expires, pending }) => ({
        operator,
        name,
        role,
        status,
        hasPin: pin !== null,
        issuedUntil: pin_expires,
        mayChoose: pin === null && nobodyHas,
        pending: pending === 1,
      }))
    },
    isFirst,
    get: (operator: string): OperatorRecord | undefined => {
      const row = get.get(operator)
      if (row === undefined) return undefined
      const { name, role, status, pin, pin_expires } = row
      return {
        operator,
        name,
        role,
        status,
        pin: pin === null ? undefined : pinHash.parse(JSON.parse(pin)),
        expiresAt: pin_expires ?? undefined,
      }
    },
  }
}
