import { join } from 'node:path'
import { z } from 'zod'
import { StoreError } from './errors.ts'
import type { CertificateFiles, CertificateText } from './security/certificate.ts'

const port = z.int().min(0).max(65_535)

const schema = z
  .strictObject({
    dataDir: z.string().min(1).optional(),
    file: z.string().min(1).optional(),
    host: z.string().min(1).default('127.0.0.1'),
    port: port.default(0),
    tls: z
      .union([
        z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }),
        z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }),
      ])
      .optional(),
    onlyFor: z
      .strictObject({ loginName: z.string().min(1), password: z.string().min(1) })
      .optional(),
    adminPassword: z.string().min(1).optional(),
    allowAnonymous: z.boolean().default(false),
    opsPort: port.optional(),
    allowInsecureRemote: z.boolean().default(false),
    shutdownTimeout: z.int().min(0).default(2000),
    keepAlive: z
      .strictObject({ interval: z.int().min(1), timeout: z.int().min(1) })
      .default({ interval: 60_000, timeout: 60_000 }),
  })
  .refine((options) => (options.dataDir === undefined) !== (options.file === undefined), {
    message: 'Give either dataDir or file.',
  })
  .refine((options) => options.onlyFor === undefined || options.tls !== undefined, {
    message: 'Without TLS no credentials are sent.',
  })

/** How to open a store. All fields are plain data, so that they can cross into a worker. */
export interface StoreOptions {
  /** The folder that holds `eventstore.db`. Either this or `file`. */
  readonly dataDir?: string
  /** The database itself. */
  readonly file?: string
  /** 127.0.0.1 unless told otherwise. */
  readonly host?: string
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Serves with TLS, and then asks for users and passwords. */
  readonly tls?: CertificateFiles | CertificateText
  /** With TLS: whoever has these credentials may do everything, and nobody else comes in. The users of the database are not asked. */
  readonly onlyFor?: { readonly loginName: string; readonly password: string }
  /**
   * What the users `admin` and `ops` get in a new database, and in place of `changeit`. With TLS there must be one, here or
   * in the database; without TLS it is `changeit` unless told otherwise, and nobody is asked for it.
   */
  readonly adminPassword?: string
  /** With TLS, lets clients without credentials do what the ACLs leave to everybody. Refused unless asked for. */
  readonly allowAnonymous?: boolean
  /** Serves without TLS and authentication on an address that others can reach. Refused unless asked for. */
  readonly allowInsecureRemote?: boolean
  /** The port on 127.0.0.1 for `/health` and `/metrics`; none unless given, 0 for any. */
  readonly opsPort?: number
  /** Milliseconds that calls in progress get when the store closes. */
  readonly shutdownTimeout?: number
  /** Milliseconds between the pings of a connection, and how long the client has to answer one. */
  readonly keepAlive?: { readonly interval: number; readonly timeout: number }
}

export type ResolvedOptions = Omit<z.infer<typeof schema>, 'dataDir' | 'file'> & {
  readonly file: string
}

/** An IPv6 address without the brackets that it has in an address with a port. */
const bare = (host: string) => /^\[(.+)\]$/.exec(host)?.[1] ?? host

export function resolveOptions(options: StoreOptions): ResolvedOptions {
  const parsed = schema.safeParse(options)
  if (!parsed.success)
    throw new StoreError('invalid-options', z.prettifyError(parsed.error), { cause: parsed.error })
  const { dataDir, file, host, ...rest } = parsed.data
  return { ...rest, host: bare(host), file: file ?? join(dataDir ?? '.', 'eventstore.db') }
}
