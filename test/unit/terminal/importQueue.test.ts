import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { importQueue } from '#electron/terminal/store/importQueue.ts'
import { migrate } from '#electron/terminal/store/migrate.ts'
import { migrations } from '#electron/terminal/store/migrations/index.ts'
import type { DomainCommand, Upcasts } from '#shared/domain/index.ts'

const accepted = {
  id: 'import-1',
  operator: 'admin',
  role: 'supervisor',
  acceptedAt: '2026-03-01T08:00:00.000Z',
  via: undefined,
} as const
const bins: DomainCommand = { type: 'RegisterBins', bins: [{ bin: 'A-1' }, { bin: 'A-2' }] }
const named: DomainCommand = { type: 'RenameProduct', sku: 'SKU-1', name: 'Helmet' }

it('an import that waited while the program was updated is carried out in its new form', () => {
  const db = new Database(':memory:')
  migrate(db, migrations)
  const earlier = importQueue(db)
  earlier.accept(accepted)
  earlier.stage(accepted.id, 1, [bins, named])

  const renamed: Upcasts = {
    RenameProduct: [(data) => ({ ...data, name: `${String(data['name'])}!` })],
  }
  const later = importQueue(db, renamed)
  const lifted = { ...named, name: 'Helmet!' }
  expect(later.next()?.commands).toEqual([bins, lifted])
  expect(later.left()).toBe(3)

  later.done({ ...accepted, part: 1, commands: [] })
  later.stage(accepted.id, 2, [bins, lifted])
  expect(later.next()?.commands).toEqual([bins, lifted])
  expect(later.left()).toBe(3)
})
