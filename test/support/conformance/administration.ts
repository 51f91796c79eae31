import {
  EventStoreDBClient,
  jsonEvent,
  type StreamMetadata,
  StreamNotFoundError,
} from '@eventstore/db-client'
import operations from '@eventstore/db-client/generated/operations_pb.js'
import users from '@eventstore/db-client/generated/users_pb.js'
import type { Metadata, ServiceError } from '@grpc/grpc-js'
import { until } from '../eventstore/clients.ts'
import { connectStubs, signedIn, type Stubs } from '../eventstore/stubs.ts'

export interface User {
  readonly name: string
  readonly password: string
  readonly groups: readonly string[]
}

/** What only an administrator of a server may. */
export type Administration = ReturnType<typeof administer>

/** What the service of users takes: a request, who asks, and whom to tell. */
type Call<Request> = (
  request: Request,
  metadata: Metadata,
  done: (error: ServiceError | null) => void,
) => unknown

const admins = '$admins'
const both = ['terminals', admins]

/** The rights of docs/central-store.md. */
const defaultAcl = {
  $userStreamAcl: { $r: both, $w: both, $d: admins, $mr: both, $mw: admins },
  $systemStreamAcl: { $r: admins, $w: admins, $d: admins, $mr: admins, $mw: admins },
}

/** `url` names one node, a cluster's leader, and an administrator. */
export function administer(url: string) {
  const address = new URL(url)
  const client = EventStoreDBClient.connectionString(url)
  const stubs = connectStubs(address)
  const metadata = signedIn(address, 'admin:changeit')

  const call = <Request>(method: Call<Request>, request: Request) =>
    new Promise<void>((resolve, reject) => {
      method(request, metadata, (error) => (error ? reject(error) : resolve()))
    })
  const logMetadata = async () => (await client.getStreamMetadata('$all')).metadata ?? {}
  const setLogMetadata = (next: StreamMetadata) => client.setStreamMetadata('$all', next)

  return {
    client,
    url,
    users: usersOf(stubs, call),
    /** Lets the group `terminals` read the log, and takes from everybody but administrators what does harm. */
    setUpRights: async () => {
      await setLogMetadata({ acl: { readRoles: both } })
      await client.appendToStream(
        '$settings',
        jsonEvent({ type: 'update-default-acl', data: defaultAcl }),
      )
    },
    logMetadata,
    setLogMetadata,
    /** What a run has to leave as it was: the rights, and who the users are. */
    settings: async () => ({
      log: await logMetadata(),
      defaults: await newest(client, '$settings'),
      users: await listUsers(stubs, metadata),
    }),
    /** Settles when the scavenge is over. */
    scavenge: async () => {
      const id = await startScavenge(stubs, metadata)
      await until(async () => (await newest(client, `$scavenges-${id}`)) === '$scavengeCompleted')
    },
    close: async () => {
      await client.dispose()
      for (const stub of Object.values(stubs)) stub.close()
    },
  }
}

function usersOf(
  { users: stub }: Stubs,
  call: <Request>(method: Call<Request>, request: Request) => Promise<void>,
) {
  return {
    create: ({ name, password, groups }: User) => {
      const options = new users.CreateReq.Options().setLoginName(name).setFullName(name)
      options.setPassword(password).setGroupsList([...groups])
      return call(stub.create.bind(stub), new users.CreateReq().setOptions(options))
    },
    /** A server may know a user for a while by what it was: the password, set again, makes it look. */
    setGroups: async ({ name, password }: User, groups: readonly string[]) => {
      const options = new users.UpdateReq.Options().setLoginName(name).setFullName(name)
      options.setPassword(password).setGroupsList([...groups])
      await call(stub.update.bind(stub), new users.UpdateReq().setOptions(options))
      const reset = new users.ResetPasswordReq.Options().setLoginName(name)
      reset.setNewPassword(password)
      await call(stub.resetPassword.bind(stub), new users.ResetPasswordReq().setOptions(reset))
    },
    remove: ({ name }: User) => {
      const options = new users.DeleteReq.Options().setLoginName(name)
      return call(stub.delete.bind(stub), new users.DeleteReq().setOptions(options))
    },
  }
}

/** Everybody who may sign in, with their groups. */
function listUsers({ users: stub }: Stubs, metadata: Metadata): Promise<readonly string[]> {
  const found: string[] = []
  const stream = stub.details(new users.DetailsReq(), metadata)
  stream.on('data', (response: users.DetailsResp) => {
    const user = response.getUserDetails()
    if (user) found.push(`${user.getLoginName()}: ${user.getGroupsList().join(' ')}`)
  })
  return new Promise((resolve, reject) => {
    stream.on('error', reject)
    stream.on('end', () => resolve(found.toSorted()))
  })
}

/** The type of a stream's last event; for `$settings`, what it says. */
async function newest(client: EventStoreDBClient, stream: string): Promise<unknown> {
  let found: unknown
  try {
    const last = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const
    for await (const { event } of client.readStream(stream, last))
      found = stream === '$settings' ? event?.data : event?.type
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error
  }
  return found
}

function startScavenge({ operations: stub }: Stubs, metadata: Metadata): Promise<string> {
  const options = new operations.StartScavengeReq.Options().setThreadCount(1)
  const request = new operations.StartScavengeReq().setOptions(options)
  return new Promise((resolve, reject) => {
    stub.startScavenge(request, metadata, (error, response) =>
      error ? reject(error) : resolve(response.getScavengeId()),
    )
  })
}
