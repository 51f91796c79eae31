import { movements, OPENING_STOCK } from '#shared/domain/stock/index.ts'
import type { Connection } from '../connection.ts'

/** Movements that are work on the floor: opening stock says what was there before work began. */
export const ON_FLOOR = `reference IS NOT '${OPENING_STOCK}'`

/** Event types of the domain as SQL has them in a list. */
export const sqlList = (types: readonly string[]): string =>
  types.map((type) => `'${type}'`).join(', ')

/** Tables that can be rebuilt from the journal. They hold the effective state; `pending` says that it is not confirmed. */
const TABLES = `
  CREATE TABLE stock (
    warehouse TEXT NOT NULL,
    sku TEXT NOT NULL,
    holding TEXT NOT NULL,
    bin TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    effective INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    PRIMARY KEY (warehouse, sku, holding)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX stock_by_bin ON stock (warehouse, bin);

  CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    unit_value INTEGER,
    pending INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE pack (
    barcode TEXT NOT NULL,
    sku TEXT NOT NULL,
    position INTEGER NOT NULL,
    factor INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (barcode, sku)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pack_by_sku ON pack (sku, position);
  CREATE VIRTUAL TABLE product_search USING fts5 (
    sku, name, barcodes, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
  );

  CREATE TABLE warehouse (
    warehouse TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    negative_stock TEXT NOT NULL,
    reasons TEXT NOT NULL,
    counting TEXT NOT NULL,
    idle_lock INTEGER NOT NULL,
    pending INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE bin (
    warehouse TEXT NOT NULL,
    bin TEXT NOT NULL,
    zone TEXT NOT NULL,
    pending INTEGER NOT NULL,
    PRIMARY KEY (warehouse, bin)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX bin_by_zone ON bin (warehouse, zone, bin);

  CREATE TABLE operator (
    operator TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    pin TEXT,
    pin_expires TEXT,
    pending INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE terminal (
    terminal TEXT PRIMARY KEY,
    warehouse TEXT NOT NULL,
    key TEXT NOT NULL,
    status TEXT NOT NULL,
    epoch TEXT,
    clock_offset INTEGER NOT NULL,
    pending INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE conflict (
    seq INTEGER PRIMARY KEY,
    conflict TEXT NOT NULL UNIQUE,
    warehouse TEXT NOT NULL,
    stream TEXT NOT NULL,
    intention TEXT NOT NULL,
    command TEXT NOT NULL,
    command_version INTEGER NOT NULL,
    operator TEXT NOT NULL,
    terminal TEXT NOT NULL,
    via TEXT,
    occurred_at TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    reason TEXT NOT NULL,
    facts TEXT NOT NULL,
    decided_on INTEGER NOT NULL,
    head INTEGER NOT NULL,
    choices TEXT NOT NULL,
    proposed TEXT,
    rulings TEXT,
    status TEXT NOT NULL,
    settlement TEXT,
    settled_by TEXT,
    result TEXT,
    pending INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conflict_by_status ON conflict (status, seq);
  CREATE INDEX conflict_by_stream ON conflict (stream);

  CREATE TABLE count (
    seq INTEGER PRIMARY KEY,
    warehouse TEXT NOT NULL,
    count TEXT NOT NULL,
    status TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    UNIQUE (warehouse, count)
  ) STRICT;

  CREATE TABLE movement (
    seq INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER,
    intention TEXT NOT NULL,
    type TEXT NOT NULL,
    warehouse TEXT NOT NULL,
    sku TEXT NOT NULL,
    bin TEXT NOT NULL,
    to_bin TEXT,
    delta INTEGER NOT NULL,
    reason TEXT,
    reference TEXT,
    undoes TEXT,
    count_line TEXT,
    incomplete INTEGER NOT NULL,
    operator TEXT NOT NULL,
    terminal TEXT NOT NULL,
    via TEXT,
    occurred_at TEXT NOT NULL,
    clock_offset INTEGER,
    recorded_at TEXT,
    status TEXT NOT NULL
  ) STRICT;
  CREATE INDEX movement_open ON movement (event) WHERE status <> 'confirmed';
  CREATE INDEX movement_by_sku ON movement (warehouse, sku, seq);
  CREATE INDEX movement_by_bin ON movement (warehouse, bin, seq);
  CREATE INDEX movement_by_to_bin ON movement (warehouse, to_bin, seq) WHERE to_bin IS NOT NULL;
  CREATE INDEX movement_counted ON movement (warehouse, occurred_at) WHERE type = '${movements.PostCountVariance.event}';
  CREATE INDEX movement_by_count_line ON movement (warehouse, count_line) WHERE count_line IS NOT NULL;
  CREATE INDEX movement_by_operator ON movement (operator, seq);
  CREATE INDEX movement_by_terminal ON movement (terminal, seq);
  CREATE INDEX movement_on_floor ON movement (terminal, operator, occurred_at)
    WHERE ${ON_FLOOR};
  CREATE INDEX movement_undoing ON movement (undoes, terminal) WHERE undoes IS NOT NULL;
  CREATE INDEX movement_by_reference ON movement (warehouse, reference, sku, bin)
    WHERE reference IS NOT NULL;
`

/** The read models' tables. */
export const readModelTables = [
  'stock',
  'product',
  'pack',
  'product_search',
  'warehouse',
  'bin',
  'operator',
  'terminal',
  'conflict',
  'count',
  'movement',
] as const

/** Takes everything out of the read models. Within the caller's transaction. */
export function emptyReadModels(db: Connection): void {
  for (const name of readModelTables) db.exec(`DELETE FROM ${name}`)
}

/** Throws the read models away and makes them anew, empty. Within the caller's transaction. */
export function recreateReadModels(db: Connection): void {
  for (const name of readModelTables) db.exec(`DROP TABLE IF EXISTS ${name}`)
  db.exec(TABLES)
}
