import { OLDEST_SERVER, type Problem, type ProblemCode } from '../../contract/problem.ts'

type Facts = Problem['facts']

const fact = (facts: Facts, name: string): string => {
  const value = facts[name]
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
}
const about = (facts: Facts): string => fact(facts, 'about')
const withoutStop = (facts: Facts): string => about(facts).replace(/\.$/, '')

const sealed =
  'its password was sealed by the app, for its user on this machine, and cannot be read here. Let the app connect, or give the address again with its password.'

/** How a store is older: what it lacks of one stream, or on the whole. */
function older(f: Facts): string {
  if ('had' in f)
    return `The central store has ${fact(f, 'stream')} only up to ${fact(f, 'has')}, though it had ${fact(f, 'had')}.`
  if ('revision' in f)
    return `Event ${fact(f, 'revision')} of ${fact(f, 'stream')} is not the one that this terminal knows.`
  return 'The central store was restored from an older copy: it lacks what this terminal knows that it had.'
}

/** How a store is another one. */
function other(f: Facts): string {
  if ('theirs' in f)
    return `The central store has a warehouse ${fact(f, 'warehouse')} with another name: it is called ${fact(f, 'theirs')} there, and ${fact(f, 'yours')} here. It may be another site's store. Nothing was sent.`
  return f['empty'] === true
    ? 'The central store is not the one that this terminal knows: it was replaced by an empty one.'
    : "The central store is not the one that this terminal knows: another site's store answers at its address."
}

const words: Readonly<Record<ProblemCode, (facts: Facts) => string>> = {
  'address-invalid': (f) =>
    `The address of the central store cannot be used: ${f['sealed'] === true ? sealed.replace(/\.$/, '') : withoutStop(f)}. Correct the address.`,
  'certificate-expired': () =>
    "The central store's certificate has expired, or is not valid yet. Have it renewed. If it is valid, set this machine's clock.",
  'certificate-name': () =>
    "The central store's certificate is for another name than the address has. Use the name that the certificate has, or have one made for this name.",
  'certificate-unknown': () =>
    "The central store's certificate comes from an authority that this terminal does not know. Name the authority's certificate in the address: tlsCAFile=…",
  electing: () => 'The central store is choosing its leader. It goes on by itself, within seconds.',
  internal: (f) =>
    `The terminal could not go on: ${withoutStop(f)}. Nothing is lost; it tries again by itself. Tell support if it stays.`,
  'name-unknown': () =>
    "The name of the central store's server is not known in this network. Check the name in the address, or the network's name server.",
  'no-central-store': () => 'There is no central store.',
  'no-right-to-log': () =>
    'The central store does not let this user read its log. It needs the right to read $all.',
  'no-right-to-stream': (f) =>
    `The central store does not let this user read or write ${about(f)}. The other streams go on.`,
  'not-finished': () =>
    'The time was up before everything was exchanged. Nothing is lost; the next exchange goes on from here.',
  'not-set-up': () => 'The terminal has not been set up.',
  refused: about,
  restarting: () => 'The central store is stopping or starting. It goes on by itself.',
  'server-too-old': (f) =>
    `The central store is version ${about(f)}. The oldest that a terminal works with is ${OLDEST_SERVER}. Nothing was sent, and nothing is lost. Have the server upgraded; the terminal then goes on by itself.`,
  'store-older': older,
  'store-other': other,
  'stream-ended': (f) =>
    `Somebody has ended ${about(f)} in the central store for good: nothing can be written to it any more. What was recorded there stays on this terminal. The other streams go on. Tell who looks after the central store.`,
  'stream-unreadable': (f) =>
    `Events of ${about(f)} were recorded by a newer version, or are none of Tallydeck's. What was recorded there stays on this terminal until it can read them. The other streams go on. Update this terminal.`,
  'terminal-shared': () =>
    'Somebody else works as this terminal: another computer runs with a copy of its data folder, or was set up under its name.',
  timeout: () => 'The central store did not answer in time.',
  'tls-expected': () =>
    'The central store ended the connection before a word was said. It may want TLS: the address says tls=false.',
  'tls-unsupported': () =>
    'The central store does not speak TLS at this address, and the address asks for it. Turn TLS on there, or say tls=false.',
  unreachable: () => 'The central store cannot be reached.',
  'wrong-credentials': () =>
    'The central store does not know this user, or the password is wrong. Correct both in the address.',
}

/** What a problem says to a person. */
export const problemMessage = ({ code, facts }: Pick<Problem, 'code' | 'facts'>): string =>
  words[code](facts)

/** A problem with its words; where one fact is all that these need, it is given by itself. */
export function problemOf(code: ProblemCode, given: string | Facts = {}): Problem {
  const facts = typeof given === 'string' ? { about: given } : given
  return { code, facts, message: problemMessage({ code, facts }) }
}
