import { OLDEST_SERVER, type Problem, type ProblemCode } from '../../contract/problem.ts'

/** `detail` is what the words leave open: a stream, or what a library said. */
const words: Readonly<Record<ProblemCode, (detail: string) => string>> = {
  'address-invalid': (detail) =>
    `The address of the central store cannot be used: ${detail.replace(/\.$/, '')}. Correct the address.`,
  'certificate-expired': () =>
    "The central store's certificate has expired, or is not valid yet. Have it renewed. If it is valid, set this machine's clock.",
  'certificate-name': () =>
    "The central store's certificate is for another name than the address has. Use the name that the certificate has, or have one made for this name.",
  'certificate-unknown': () =>
    "The central store's certificate comes from an authority that this terminal does not know. Name the authority's certificate in the address: tlsCAFile=…",
  electing: () => 'The central store is choosing its leader. It goes on by itself, within seconds.',
  internal: (detail) =>
    `The terminal could not go on: ${detail.replace(/\.$/, '')}. Nothing is lost; it tries again by itself. Tell support if it stays.`,
  'name-unknown': () =>
    "The name of the central store's server is not known in this network. Check the name in the address, or the network's name server.",
  'no-central-store': () => 'There is no central store.',
  'no-right-to-log': () =>
    'The central store does not let this user read its log. It needs the right to read $all.',
  'no-right-to-stream': (detail) =>
    `The central store does not let this user read or write ${detail}. The other streams go on.`,
  'not-finished': () =>
    'The time was up before everything was exchanged. Nothing is lost; the next exchange goes on from here.',
  'not-set-up': () => 'The terminal has not been set up.',
  refused: (detail) => detail,
  restarting: () => 'The central store is stopping or starting. It goes on by itself.',
  'server-too-old': (version) =>
    `The central store is version ${version}. The oldest that a terminal works with is ${OLDEST_SERVER}. Nothing was sent, and nothing is lost. Have the server upgraded; the terminal then goes on by itself.`,
  'store-older': (detail) => detail,
  'store-other': (detail) => detail,
  'stream-ended': (stream) =>
    `Somebody has ended ${stream} in the central store for good: nothing can be written to it any more. What was recorded there stays on this terminal. The other streams go on. Tell who looks after the central store.`,
  'stream-unreadable': (stream) =>
    `Events of ${stream} were recorded by a newer version, or are none of Tallydeck's. What was recorded there stays on this terminal until it can read them. The other streams go on. Update this terminal.`,
  'terminal-shared': (detail) => detail,
  timeout: () => 'The central store did not answer in time.',
  'tls-expected': () =>
    'The central store ended the connection before a word was said. It may want TLS: the address says tls=false.',
  'tls-unsupported': () =>
    'The central store does not speak TLS at this address, and the address asks for it. Turn TLS on there, or say tls=false.',
  unreachable: () => 'The central store cannot be reached.',
  'wrong-credentials': () =>
    'The central store does not know this user, or the password is wrong. Correct both in the address.',
}

export const problemOf = (code: ProblemCode, detail = ''): Problem => ({
  code,
  message: words[code](detail),
})
