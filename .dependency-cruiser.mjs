/**
 * The layers of docs/architecture.md, as rules. Imports point one way: renderer -> shared, electron -> shared.
 * test/unit/layers.test.ts breaks each of them once.
 */
const inNodeModules = (names) => `node_modules/(${names.join('|')})/`
const node = { dependencyTypes: ['core'] }
const packages = { dependencyTypes: ['npm', 'npm-dev'] }

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** Of the project's own files, `from` imports only `allowed`. */
const only = (name, comment, from, allowed) =>
  never(
    name,
    comment,
    { path: from },
    { pathNot: [...allowed, 'node_modules'], dependencyTypesNot: ['core', 'npm', 'npm-dev'] },
  )

/** Of npm's packages, `from` imports only `allowed`. */
const onlyPackages = (name, comment, from, allowed) =>
  never(
    name,
    comment,
    { path: from },
    { ...packages, ...(allowed.length > 0 && { pathNot: inNodeModules(allowed) }) },
  )

const terminal = '^electron/terminal/'

/** The terminal's rooms, from the top. Those of one floor do not know each other. */
const floors = [
  { rooms: ['api'] },
  /** The composition root, and what it is made of: the files beside the rooms. */
  { rooms: [], files: true },
  { rooms: ['session', 'demo', 'metrics'] },
  { rooms: ['queries', 'imports', 'sync'] },
  { rooms: ['reactions'] },
  { rooms: ['rebase'] },
  { rooms: ['commands'] },
  { rooms: ['projections', 'central'] },
  { rooms: ['store'] },
]

const inRooms = (rooms) => `${terminal}(${rooms.join('|')})/`
const onFloor = ({ rooms, files }) => (files ? `${terminal}[^/]+$` : inRooms(rooms))

/** What a floor may not import: all that stands above it, and what stands beside it. */
const downstairs = floors.flatMap((floor, index) => [
  ...(index === 0
    ? []
    : [
        never(
          'rooms-point-down',
          'A room is understood without those above it.',
          { path: onFloor(floor) },
          { path: floors.slice(0, index).map(onFloor) },
        ),
      ]),
  ...(floor.rooms.length < 2
    ? []
    : [
        never(
          'rooms-of-a-floor-stand-alone',
          'Each is understood, and can be left out, by itself.',
          { path: `${terminal}(${floor.rooms.join('|')})/` },
          { path: inRooms(floor.rooms), pathNot: `${terminal}$1/` },
        ),
      ]),
])

const hosts = '^electron/(main|preload|browser|cli)/'

export default {
  forbidden: [
    never(
      'no-circular',
      'What imports itself cannot be read in one direction.',
      {},
      { circular: true },
    ),
    never(
      'not-to-unresolvable',
      'What is not there cannot be checked.',
      {},
      { couldNotResolve: true },
    ),
    never(
      'production-knows-no-test',
      'Tests are not shipped.',
      { pathNot: '^test/' },
      { path: '^test/' },
    ),

    only('domain-knows-itself', 'The domain imports nothing.', '^shared/domain/', [
      '^shared/domain/',
    ]),
    onlyPackages('domain-needs-no-package', 'The domain imports nothing.', '^shared/domain/', []),
    only('contract-knows-domain', 'The contract imports only the domain.', '^shared/contract/', [
      '^shared/(contract|domain)/',
    ]),
    only('words-know-what-they-say', 'Words are made of codes and facts.', '^shared/words/', [
      '^shared/',
    ]),
    onlyPackages(
      'contract-needs-schemas',
      'The contract is schemas and the shape of the API.',
      '^shared/contract/',
      ['zod', '@orpc/contract'],
    ),
    only(
      'format-knows-nothing',
      'How figures are written is for everybody.',
      '^shared/words/format',
      ['^shared/words/format'],
    ),
    never(
      'no-node-in-a-page',
      'What a page loads runs without Node.',
      { path: '^(shared|renderer|electron/preload)/' },
      node,
    ),

    only('renderer-knows-shared', 'The renderer imports only shared.', '^renderer/', [
      '^renderer/',
      '^shared/',
    ]),
    never(
      'react-only-in-the-renderer',
      'Screens are made in one place.',
      { pathNot: '^(renderer|test)/' },
      { path: inNodeModules(['react', 'react-dom', 'react-aria-components']) },
    ),
    never(
      'only-api-talks-to-the-terminal',
      'One place can change the transport.',
      { path: '^renderer/', pathNot: '^renderer/api/' },
      { path: inNodeModules(['@orpc', 'partysocket']) },
    ),
    onlyPackages(
      'renderer-needs-what-a-page-can-load',
      'A page has no database and no files.',
      '^renderer/',
      [
        'react',
        'react-dom',
        'react-aria-components',
        'lucide-react',
        '@tanstack',
        'wouter',
        'zod',
        '@orpc',
        'partysocket',
        '@fontsource-variable',
      ],
    ),
    never(
      'features-do-not-import-each-other',
      'A job can be changed or left out by itself.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    never(
      'features-do-not-import-the-shell',
      'app -> features -> work -> ui, api.',
      { path: '^renderer/features/' },
      { path: '^renderer/app/' },
    ),
    never(
      'work-knows-no-job',
      'What every job is made of knows none of them.',
      { path: '^renderer/work/' },
      { path: '^renderer/(app|features)/' },
    ),
    never(
      'ui-knows-no-stock',
      'The kit serves every screen.',
      { path: '^renderer/ui/' },
      {
        path: ['^renderer/(app|features|work|api)/', '^shared/'],
        pathNot: '^shared/words/format\\.ts$',
      },
    ),
    never(
      'gallery-shows-the-kit',
      'What it shows is there without a terminal.',
      { path: '^renderer/gallery/' },
      { path: ['^renderer/(app|features|work|api)/', '^shared/'] },
    ),
    never(
      'gallery-is-not-shipped',
      'It is for who makes screens.',
      { path: '^renderer/', pathNot: '^renderer/gallery/' },
      { path: '^renderer/gallery/' },
    ),
    never(
      'api-knows-no-screens',
      'What talks to the terminal shows nothing.',
      { path: '^renderer/api/' },
      { path: '^renderer/(app|features|work|ui)/' },
    ),

    never(
      'electron-knows-no-screens',
      'Hosts serve the built renderer as files.',
      { path: '^electron/' },
      { path: '^renderer/' },
    ),
    only('terminal-is-host-free', 'The terminal knows no host.', '^electron/terminal/', [
      '^electron/(terminal|wire)/',
      '^shared/',
    ]),
    ...downstairs,
    never(
      'rooms-are-known',
      'A room has its place in the order.',
      { path: '^electron/' },
      {
        path: `${terminal}[^/]+/`,
        pathNot: inRooms(floors.flatMap(({ rooms }) => rooms)),
      },
    ),
    never(
      'rooms-are-entered-by-their-index',
      'What a room offers stands in one place.',
      { path: '^electron/', pathNot: `${terminal}([^/]+)/` },
      { path: `${terminal}[^/]+/`, pathNot: `${terminal}[^/]+/index\\.ts$` },
    ),
    never(
      'rooms-are-entered-by-their-index',
      'What a room offers stands in one place.',
      { path: `${terminal}([^/]+)/` },
      { path: `${terminal}[^/]+/`, pathNot: [`${terminal}$1/`, `${terminal}[^/]+/index\\.ts$`] },
    ),
    never(
      'exchange-knows-no-link',
      'What goes over a connection does not know who keeps it.',
      { path: `${terminal}sync/exchange/` },
      { path: `${terminal}sync/`, pathNot: `${terminal}sync/exchange/` },
    ),
    never(
      'link-knows-no-keeper',
      'openSync -> link -> exchange.',
      { path: `${terminal}sync/link/` },
      { path: `${terminal}sync/[^/]+$` },
    ),
    only(
      'eventstore-knows-itself',
      'The store knows nothing of terminals.',
      '^electron/eventstore/',
      ['^electron/(eventstore|wire)/'],
    ),
    only('wire-knows-itself', 'What both ends of a line share knows neither.', '^electron/wire/', [
      '^electron/wire/',
    ]),
    never(
      'host-is-the-same-for-each-host',
      'What hosts share knows none of them.',
      { path: '^electron/host/' },
      { path: hosts },
    ),
    never(
      'hosts-do-not-import-each-other',
      'Each host can be left out.',
      { path: '^electron/(main|preload|browser|cli)/' },
      { path: hosts, pathNot: '^electron/$1/' },
    ),
    only('preload-knows-the-contract', 'It is one file in the sandbox.', '^electron/preload/', [
      '^electron/preload/',
      '^shared/contract/',
    ]),
    never(
      'electron-only-in-its-host',
      'The terminal runs without Electron.',
      { pathNot: ['^electron/(main|preload)/', '^test/'] },
      { path: inNodeModules(['electron']) },
    ),

    never(
      'projections-are-pure',
      'Rows are made from events, and can be made again.',
      { path: '^electron/terminal/projections/' },
      { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    ),
    never(
      'sql-only-where-tables-are',
      'A change of a table is a change of one folder.',
      {
        path: '^electron/',
        pathNot: ['^electron/terminal/(store|queries)/', '^electron/eventstore/storage/'],
      },
      { path: ['node_modules/better-sqlite3', '^(node:)?sqlite$'] },
    ),
    never(
      'only-central-knows-the-client',
      'One adapter stands before the central store.',
      { path: '^electron/', pathNot: '^electron/(terminal/central|eventstore/protocol)/' },
      { path: inNodeModules(['@eventstore']) },
    ),
    never(
      'eventstore-knows-only-the-messages',
      'The store shares the message classes of the protocol with the client, not its code.',
      { path: '^electron/eventstore/' },
      { path: inNodeModules(['@eventstore/db-client']), pathNot: '/generated/' },
    ),
    never(
      'storage-knows-no-semantics',
      'protocol -> semantics -> storage.',
      { path: '^electron/eventstore/storage/' },
      { path: '^electron/eventstore/(semantics|protocol|security|ops)/' },
    ),
    never(
      'semantics-know-no-protocol',
      'protocol -> semantics -> storage.',
      { path: '^electron/eventstore/semantics/' },
      { path: '^electron/eventstore/(protocol|security|ops)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|test-results|playwright-report)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
