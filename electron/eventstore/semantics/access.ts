import { z } from 'zod'
import { aclSchema, type Operation } from './acl.ts'
import type { Log } from './log.ts'
import { isMetastream, isSystemStream, originalOf, systemStream } from './systemStreams.ts'

/** Who asks. `trusted` is everybody on a server without authentication, and the server itself. */
export type Principal =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly name: string; readonly groups: readonly string[] }

const everyone = '$all'
const admins = '$admins'

export const isAdmin = (who: Principal) =>
  who.kind === 'trusted' || (who.kind === 'user' && who.groups.includes(admins))

const settings = z.object({
  $userStreamAcl: aclSchema.optional(),
  $systemStreamAcl: aclSchema.optional(),
})

/** Decides who may do what to a stream: its own ACL, else the defaults of `$settings`, else the built-in ones. */
export class Access {
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  may(who: Principal, operation: Operation, stream: string): boolean {
    if (stream === systemStream.all && (operation === 'write' || operation === 'delete'))
      return false
    if (who.kind === 'trusted') return true
    // For admins too: a stream whose metastream has ended could never be deleted again.
    if (operation === 'delete' && isMetastream(stream)) return false
    if (isAdmin(who)) return true
    if (isMetastream(stream))
      return this.may(who, operation === 'read' ? 'metaRead' : 'metaWrite', originalOf(stream))
    const own = this.#log.directory.metadata(stream).acl?.[operation]
    const roles = own ?? this.#default(operation, stream)
    return roles.some(
      (name) =>
        name === everyone ||
        (who.kind === 'user' && (name === who.name || who.groups.includes(name))),
    )
  }

  #default(operation: Operation, stream: string): readonly string[] {
    const system = isSystemStream(stream)
    const configured = this.#settings()?.[system ? '$systemStreamAcl' : '$userStreamAcl']
    return configured?.[operation] ?? [system ? admins : everyone]
  }

  #settings() {
    const { directory, reader } = this.#log
    const id = directory.idOf(systemStream.settings)
    if (id === undefined) return undefined
    const event = reader.eventAt(id, directory.lastRevision(systemStream.settings))
    try {
      return settings.safeParse(JSON.parse(event?.data.toString('utf8') ?? 'null')).data
    } catch {
      return undefined
    }
  }
}
