import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { StoreOptions } from './options.ts'

export const usage = `Usage: store --data DIR [--port N] [--host ADDRESS] [--ops-port N]
             [--tls-cert FILE --tls-key FILE [--admin-password-file FILE] [--allow-anonymous]]
             [--insecure]

  --data DIR        the folder of the database; made when it is not there
  --port N          the port for clients (2113)
  --host ADDRESS    the address to listen on (127.0.0.1)
  --ops-port N      the port on 127.0.0.1 for /health and /metrics (any)
  --tls-cert FILE   the certificate, as PEM: serve with TLS, users and passwords
  --tls-key FILE    its private key
  --admin-password-file FILE
                    the password of the users admin and ops, alone in a file
  --allow-anonymous with TLS, let clients without a password do what the ACLs leave to everybody
  --insecure        serve without TLS and passwords on an address that others can reach

The users admin and ops get the password in TALLYDECK_STORE_ADMIN_PASSWORD or in the file, once: in a new database, and
in place of "changeit". With TLS the store does not start while that is their password.`

const portText = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be at most 65535')

const values = z.object({
  data: z.string({ error: '--data DIR is missing' }).min(1),
  port: portText.default(2113),
  'ops-port': portText.default(0),
  host: z.string().min(1).optional(),
  'tls-cert': z.string().min(1).optional(),
  'tls-key': z.string().min(1).optional(),
  'admin-password-file': z.string().min(1).optional(),
  'allow-anonymous': z.boolean().default(false),
  insecure: z.boolean().default(false),
  help: z.boolean().default(false),
})

/** Not an option: what is on a command line, others on the machine can see. */
const passwordVariable = 'TALLYDECK_STORE_ADMIN_PASSWORD'

export class UsageError extends Error {}

/**
 * The options that a command line means, with the password of the first users from the environment.
 * @throws UsageError
 */
export function parseCommandLine(argv: readonly string[]): StoreOptions | 'help' {
  let raw: object
  try {
    raw = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        'ops-port': { type: 'string' },
        host: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'admin-password-file': { type: 'string' },
        'allow-anonymous': { type: 'boolean' },
        insecure: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if ('help' in raw && raw.help === true) return 'help'
  const parsed = values.safeParse(raw)
  if (!parsed.success)
    throw new UsageError(
      parsed.error.issues
        .map(({ path, message }) =>
          path[0] === 'data' ? message : `--${String(path[0])} ${message}`,
        )
        .join('; '),
    )
  const { data, port, host, insecure } = parsed.data
  const { 'tls-cert': certFile, 'tls-key': keyFile } = parsed.data
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new UsageError('--tls-cert and --tls-key belong together')
  const adminPassword = givenPassword(parsed.data['admin-password-file'])
  return {
    dataDir: data,
    port,
    opsPort: parsed.data['ops-port'],
    allowInsecureRemote: insecure,
    allowAnonymous: parsed.data['allow-anonymous'],
    ...(host !== undefined && { host }),
    ...(certFile !== undefined && keyFile !== undefined && { tls: { certFile, keyFile } }),
    ...(adminPassword !== undefined && { adminPassword }),
  }
}

/** From the file, without the end of its line, else from the environment. */
function givenPassword(file: string | undefined): string | undefined {
  const password = file === undefined ? process.env[passwordVariable] : readPassword(file)
  if (password === '') throw new UsageError(`${file ?? passwordVariable} is empty`)
  return password
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`--admin-password-file can't be read: ${reason}`, { cause })
  }
}
