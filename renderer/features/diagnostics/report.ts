import type { Diagnostics, TerminalStatus } from '#shared/contract/api/index.ts'
import { formatBytes, formatNumber } from '#shared/words/format.ts'
import { describeClock } from '#shared/words/index.ts'

/** A group of facts about the terminal, in the order in which support asks for them. */
export type Group = { title: string; facts: readonly { label: string; value: string }[] }

const durability: Readonly<Record<number, string>> = {
  0: 'OFF: what is saved can be lost when the power fails',
  1: 'NORMAL: the last entries can be lost when the power fails',
  2: 'FULL: on the disk before “saved” is said',
  3: 'EXTRA: on the disk before “saved” is said',
}

/** Is what SQLite says of its durability what this terminal promises? */
export const isDurable = ({ synchronous }: Pick<Diagnostics, 'synchronous'>): boolean =>
  synchronous >= 2

const restorationText = (restored: TerminalStatus['restored']): string =>
  restored === null
    ? 'never'
    : `epoch ${formatNumber(restored.epoch)}, resumed ${restored.resumed}, copy of ${restored.copied ?? 'nothing'}, ${formatNumber(restored.returned)} came back`

/** Everything that support asks for. It has no PIN, no key and no token in it. */
export const groupsOf = (diagnostics: Diagnostics, status: TerminalStatus): Group[] => [
  {
    title: 'This terminal',
    facts: [
      { label: 'Version', value: diagnostics.version },
      { label: 'Terminal', value: status.terminal ?? 'not set up' },
      {
        label: 'Warehouse',
        value: [status.warehouse, status.warehouseName].filter(Boolean).join(', '),
      },
      { label: 'Data folder', value: diagnostics.dataDir },
      {
        label: 'Clock',
        value:
          status.clockOffset === null
            ? 'nothing known to be wrong'
            : describeClock(status.clockOffset),
      },
      { label: 'Put back from a copy', value: restorationText(status.restored) },
    ],
  },
  {
    title: 'Database',
    facts: [
      { label: 'Size', value: formatBytes(diagnostics.databaseBytes) },
      { label: 'Schema', value: `version ${formatNumber(diagnostics.schemaVersion)}` },
      {
        label: 'Durability',
        value:
          durability[diagnostics.synchronous] ?? `synchronous=${String(diagnostics.synchronous)}`,
      },
      { label: 'Events', value: formatNumber(diagnostics.events) },
      { label: 'Intentions', value: formatNumber(diagnostics.intentions) },
    ],
  },
  {
    title: 'Central store',
    facts: [
      { label: 'Kind', value: status.central.kind },
      { label: 'Address', value: status.central.address },
      { label: 'Link', value: status.link.state },
      { label: 'Why', value: status.link.problem?.message ?? '–' },
      { label: 'Read up to', value: diagnostics.checkpoint ?? 'nothing yet' },
    ],
  },
  {
    title: 'Work',
    facts: [
      { label: 'Not sent', value: formatNumber(status.pending) },
      { label: 'Held', value: formatNumber(status.held) },
      {
        label: 'Conflicts',
        value: `${formatNumber(status.conflicts.own)} here, ${formatNumber(status.conflicts.all)} in all`,
      },
      { label: 'Metrics', value: diagnostics.metricsAddress ?? 'off' },
    ],
  },
]

/** Which events of a stream are not known, and why where they are there. */
export const missingWords = ({ first, last, cause }: Diagnostics['missing'][number]): string =>
  cause === 'unreadable'
    ? `revision ${String(first)}: cannot be read`
    : last === null
      ? `all from revision ${String(first)} on: the stream was ended`
      : first === last
        ? `revision ${String(first)}`
        : `revisions ${String(first)} to ${String(last)}`

/** Whether a supervisor has said that work goes on without them. */
export const acceptedWords = ({ acceptedBy }: Diagnostics['missing'][number]): string =>
  acceptedBy === null ? 'no' : `yes, said by ${acceptedBy}`

/** The same as text, to be sent to support. `at` is when it was taken. */
export const reportText = (diagnostics: Diagnostics, status: TerminalStatus, at: string): string =>
  [
    `Tallydeck, ${at}`,
    ...groupsOf(diagnostics, status).flatMap(({ title, facts }) =>
      ['', title].concat(facts.map(({ label, value }) => `  ${label}: ${value}`)),
    ),
    '',
    `Damage: ${formatNumber(diagnostics.damage.length)}`,
    ...diagnostics.damage.map(({ foundAt, text }) => `  ${foundAt}: ${text}`),
    '',
    `Incomplete streams: ${formatNumber(diagnostics.missing.length)}`,
    ...diagnostics.missing.map(
      (missing) =>
        `  ${missing.stream}: ${missingWords(missing)}; work goes on: ${acceptedWords(missing)}`,
    ),
    '',
    `Unreadable events: ${formatNumber(diagnostics.unreadable.length)}`,
    ...diagnostics.unreadable.map(
      ({ stream, revision, problem }) => `  ${stream}@${String(revision)}: ${problem}`,
    ),
  ].join('\n')
