/** The layers of docs/architecture.md, as rules. Imports point one way: renderer -> shared, electron -> shared. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed, 'node_modules'], dependencyTypesNot: ['core', 'npm', 'npm-dev'] },
})

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('domain-is-pure', '^shared/domain/', ['^shared/domain/'], 'The domain imports nothing.'),
    {
      name: 'domain-needs-no-host',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-knows-only-zod',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    },
    only(
      'contract-knows-domain',
      '^shared/contract/',
      ['^shared/'],
      'The contract imports only the domain.',
    ),
    only(
      'renderer-knows-shared',
      '^renderer/',
      ['^renderer/', '^shared/'],
      'The renderer imports only shared.',
    ),
    only(
      'eventstore-knows-itself',
      '^electron/eventstore/',
      ['^electron/eventstore/'],
      'The store knows nothing of terminals.',
    ),
    only(
      'terminal-is-host-free',
      '^electron/terminal/',
      ['^electron/terminal/', '^shared/'],
      'The terminal knows no host.',
    ),
    {
      name: 'electron-only-in-hosts',
      severity: 'error',
      from: { pathNot: ['^electron/main/', '^electron/preload/', '^test/'] },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-knows-no-stock',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: ['^renderer/(app|features|api)/', '^shared/'] },
    },
    {
      name: 'only-api-talks-to-the-terminal',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/api/' },
      to: { path: 'node_modules/@orpc/' },
    },
    {
      name: 'only-central-knows-the-client',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(terminal/central|eventstore/protocol)/' },
      to: { path: 'node_modules/@eventstore/' },
    },
    {
      name: 'eventstore-knows-only-the-messages',
      comment:
        'The store shares the message classes of the protocol with the client, not its code.',
      severity: 'error',
      from: { path: '^electron/eventstore/' },
      to: { path: 'node_modules/@eventstore/db-client/', pathNot: '/generated/' },
    },
    {
      name: 'sql-only-in-store-and-queries',
      severity: 'error',
      from: { path: '^electron/terminal/', pathNot: '^electron/terminal/(store|queries)/' },
      to: { path: 'node_modules/better-sqlite3' },
    },
    {
      name: 'production-knows-no-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
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
