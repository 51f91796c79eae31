import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  const family = isIP(host)
  if (family === 0) return host.toLowerCase() === 'localhost'
  return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

/** Host and port as one text, IPv6 in brackets. */
export const authority = (host: string, port: number): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`

const everyAddress = new Set(['0.0.0.0', '::'])

/** Where this machine reaches what listens on `host`. Clients' connection strings know IPv4 and names only. */
export const reachable = (host: string): string => (everyAddress.has(host) ? '127.0.0.1' : host)
