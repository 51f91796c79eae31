/** The parts of a connection string; `password` as it stands there, percent-encoded. */
type Parts = {
  readonly scheme: string
  readonly user: string | undefined
  readonly password: string | undefined
  readonly rest: string
}

/**
 * Where the user ends. A password that is not percent-encoded may have a slash or a question mark in it: what could be
 * a part of one is taken for one.
 */
function endOfUser(text: string): number {
  const path = text.search(/[/?]/)
  const host = path < 0 ? text : text.slice(0, path)
  if (host.includes('@')) return host.lastIndexOf('@')
  const isHost = !host.includes(':') || /^[^:]*:\d+(,[^:]*(:\d+)?)*$/.test(host)
  return isHost ? -1 : text.lastIndexOf('@')
}

function parts(address: string): Parts {
  const [, scheme = '', text = ''] = /^([a-z+]*:\/\/)?(.*)$/is.exec(address) ?? []
  const at = endOfUser(text)
  if (at < 0) return { scheme, user: undefined, password: undefined, rest: text }
  const [user = '', ...password] = text.slice(0, at).split(':')
  return {
    scheme,
    user,
    password: password.length === 0 ? undefined : password.join(':'),
    rest: text.slice(at + 1),
  }
}

/** A central store's address as it may be shown and logged: with the user, and without the password. */
export function withoutPassword(address: string): string {
  const { scheme, user, rest } = parts(address)
  return user === undefined ? address : `${scheme}${user}@${rest}`
}

/** Names a user, and no password for it. */
export function lacksPassword(address: string): boolean {
  const { user, password } = parts(address)
  return user !== undefined && password === undefined
}

/** The address with this password for its user; as it is where it names none, or has one. */
export function withPassword(address: string, password: string): string {
  const { scheme, user, rest } = parts(address)
  if (!lacksPassword(address) || password === '') return address
  return `${scheme}${user ?? ''}:${encodeURIComponent(password)}@${rest}`
}
