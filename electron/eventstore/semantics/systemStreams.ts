/** Names and types that the store itself gives a meaning to. */
export const systemStream = {
  all: '$all',
  users: '$users',
  settings: '$settings',
  persistentSubscriptions: '$persistentSubscriptionConfig',
} as const

export const systemType = {
  metadata: '$metadata',
  streamDeleted: '$streamDeleted',
  link: '$>',
  user: '$User',
  userCreated: '$UserCreated',
  userUpdated: '$UserUpdated',
  persistentSubscriptions: '$PersistentConfig',
  scavengeStarted: '$scavengeStarted',
  scavengeCompleted: '$scavengeCompleted',
  checkpoint: '$SubscriptionCheckpoint',
} as const

export const isSystemStream = (name: string) => name.startsWith('$')

export const isMetastream = (name: string) => name.startsWith('$$')

export const metastreamOf = (name: string) => `$$${name}`

/** The stream that a metastream describes. */
export const originalOf = (metastream: string) => metastream.slice(2)

/** The stream at the end of it all, when metastreams describe metastreams. */
export const rootOf = (metastream: string) => metastream.replace(/^(\$\$)+/, '')

/** Nothing may be written under these names. */
export const isInvalidName = (name: string) => name === '' || name === '$$'

/** Bookkeeping that readers of `$all` never see. */
export const isHiddenFromAll = (name: string) =>
  name === '$epoch-information' ||
  (name.startsWith('$persistentsubscription-$all::') &&
    (name.endsWith('-checkpoint') || name.endsWith('-parked')))
