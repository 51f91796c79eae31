type Covered = { readonly key: readonly string[]; readonly columns: readonly string[] }

const valuesOf = ({ columns }: Covered) => `fingerprint(${columns.join(', ')})`

/** What was there before has its checksum from now on. */
export const addChecksum = (table: string, covered: Covered): string => `
  ALTER TABLE ${table} ADD COLUMN checksum TEXT;
  UPDATE ${table} SET checksum = ${valuesOf(covered)};
`

/** Whatever writes a row without its checksum gives it one; what changes without being written does not. */
export function keepChecksum(table: string, covered: Covered): string {
  const { key, columns } = covered
  const row = key.map((column) => `${column} = NEW.${column}`).join(' AND ')
  const set = `UPDATE ${table} SET checksum = ${valuesOf(covered)} WHERE ${row};`
  return `
    CREATE TRIGGER ${table}_written AFTER INSERT ON ${table} WHEN NEW.checksum IS NULL BEGIN ${set} END;
    CREATE TRIGGER ${table}_changed AFTER UPDATE OF ${columns.join(', ')} ON ${table} BEGIN ${set} END;
  `
}
