import { z } from 'zod'

const roles = z.union([z.string().transform((role) => [role]), z.array(z.string())]).optional()

/** An access control list as metadata and `$settings` have it. One with anything else in it is none. */
export const aclSchema = z
  .strictObject({ $r: roles, $w: roles, $d: roles, $mr: roles, $mw: roles })
  .transform(({ $r, $w, $d, $mr, $mw }) => ({
    read: $r,
    write: $w,
    delete: $d,
    metaRead: $mr,
    metaWrite: $mw,
  }))

/** Users and groups that may do a thing; undefined falls back to the default. */
export type Acl = z.infer<typeof aclSchema>

export type Operation = keyof Acl
