import { ClipboardList, CloudUpload, ScanSearch, Split, Warehouse } from 'lucide-react'
import type { ReactNode } from 'react'
import { adjust } from '../features/adjust/adjust.ts'
import { ConflictScreen } from '../features/conflicts/ConflictScreen.tsx'
import { ConflictsScreen } from '../features/conflicts/ConflictsScreen.tsx'
import { CountsScreen } from '../features/count/CountsScreen.tsx'
import { PlanScreen } from '../features/count/PlanScreen.tsx'
import { ReviewScreen } from '../features/count/ReviewScreen.tsx'
import { SheetScreen } from '../features/count/SheetScreen.tsx'
import { VariancesScreen } from '../features/count/VariancesScreen.tsx'
import { DiagnosticsScreen } from '../features/diagnostics/DiagnosticsScreen.tsx'
import { Home } from '../features/home/Home.tsx'
import { BinLookup } from '../features/lookup/BinLookup.tsx'
import { Lookup } from '../features/lookup/Lookup.tsx'
import { ProductLookup } from '../features/lookup/ProductLookup.tsx'
import { move } from '../features/move/move.ts'
import { BinsScreen } from '../features/people/BinsScreen.tsx'
import { PeopleScreen } from '../features/people/PeopleScreen.tsx'
import { ProductsScreen } from '../features/people/ProductsScreen.tsx'
import { RulesScreen } from '../features/people/RulesScreen.tsx'
import { TerminalsScreen } from '../features/people/TerminalsScreen.tsx'
import { pick } from '../features/pick/pick.ts'
import { receive } from '../features/receive/receive.ts'
import { ImportScreen } from '../features/setup/ImportScreen.tsx'
import { SyncScreen } from '../features/sync/SyncScreen.tsx'
import type { Job } from '../work/job/entry.ts'
import { JobScreen } from '../work/job/JobScreen.tsx'
import type { Tile } from '../work/screen/tile.ts'
import type { Address, ParamsOf, Place, PlainName, ScreenName, Ways } from '../work/screen/ways.ts'

/** Where each screen is. The address is what others go to by its name. */
const addresses = {
  home: { path: '/', called: 'jobs' },
  receive: { path: '/receive' },
  pick: { path: '/pick' },
  move: { path: '/move' },
  adjust: { path: '/adjust' },
  counts: { path: '/counts', called: 'counts' },
  planCount: { path: '/counts/plan' },
  count: { path: '/counts/sheet/:count' },
  review: { path: '/counts/review/:count' },
  variances: { path: '/counts/variances' },
  lookup: { path: '/lookup', called: 'looking up' },
  product: { path: '/lookup/product/:sku' },
  bin: { path: '/lookup/bin/:bin' },
  conflicts: { path: '/conflicts', called: 'conflicts' },
  conflict: { path: '/conflicts/:conflict' },
  sync: { path: '/sync', called: 'sync' },
  diagnostics: { path: '/diagnostics' },
  people: { path: '/people' },
  rules: { path: '/rules' },
  bins: { path: '/bins' },
  products: { path: '/products' },
  terminals: { path: '/terminals' },
  import: { path: '/import' },
} as const satisfies Record<string, Address>

declare module '../work/screen/ways.ts' {
  interface Addresses extends Readonly<typeof addresses> {}
}

type Params<Name extends ScreenName> = ParamsOf<Name>

type Registered<Name extends ScreenName> = {
  /** A key makes one that begins anew for each thing that its address names. */
  draw: (params: Params<Name>) => ReactNode
  /** Its tile among the jobs. */
  tile?: Tile
  /** What it is called among what a supervisor keeps of the warehouse. */
  part?: string
  /** Only for supervisors: what it is called where it is not opened. */
  closed?: { name: string; title: string | ((params: Params<Name>) => string); backTo?: Place }
}

const jobScreen = (job: Job): { draw: () => ReactNode; tile: Tile } => ({
  // The key: each job begins with nothing in hand.
  draw: () => <JobScreen key={job.title} job={job} />,
  tile: { label: job.title, ...job.tile },
})

/** What a supervisor keeps of the warehouse. */
const kept = (part: string, title: string, draw: () => ReactNode) => ({
  draw,
  part,
  closed: { name: 'Warehouse', title },
})

/** What each screen is: the one place where it is told of. Tiles and parts are shown in this order. */
export const screens: Readonly<{ [Name in ScreenName]: Registered<Name> }> = {
  home: { draw: () => <Home tiles={tiles} /> },
  receive: jobScreen(receive),
  pick: jobScreen(pick),
  move: jobScreen(move),
  adjust: jobScreen(adjust),
  counts: {
    draw: () => <CountsScreen />,
    tile: {
      icon: ClipboardList,
      label: 'Count',
      note: 'What is really there',
      functionKey: 'F7',
    },
  },
  planCount: { draw: () => <PlanScreen /> },
  count: { draw: ({ count }) => <SheetScreen key={count} count={count} /> },
  review: {
    draw: ({ count }) => <ReviewScreen key={count} count={count} />,
    closed: {
      name: 'Review',
      title: ({ count }) => `Review of count ${count}`,
      backTo: 'counts',
    },
  },
  variances: {
    draw: () => <VariancesScreen />,
    closed: { name: 'Variances', title: 'What counts found to be off', backTo: 'counts' },
  },
  lookup: {
    draw: () => <Lookup />,
    tile: {
      icon: ScanSearch,
      label: 'Look up',
      note: 'A product or a bin',
      functionKey: 'F6',
    },
  },
  product: { draw: ({ sku }) => <ProductLookup sku={sku} /> },
  bin: { draw: ({ bin }) => <BinLookup bin={bin} /> },
  conflicts: {
    draw: () => <ConflictsScreen />,
    tile: {
      icon: Split,
      label: 'Conflicts',
      note: 'They need a person',
      functionKey: 'F9',
      facts: ({ conflicts: { all } }) =>
        all === 0
          ? { note: 'Nothing to settle' }
          : { count: all, countLabel: 'to settle', urgent: true },
    },
  },
  conflict: {
    draw: ({ conflict }) => <ConflictScreen key={conflict} conflict={conflict} />,
  },
  sync: {
    draw: () => <SyncScreen />,
    tile: {
      icon: CloudUpload,
      label: 'Sync',
      note: 'Sent by itself when online',
      functionKey: 'F10',
      facts: ({ pending }) =>
        pending === 0
          ? { note: 'Everything is sent' }
          : { count: pending, countLabel: 'not sent yet' },
    },
  },
  diagnostics: {
    draw: () => <DiagnosticsScreen />,
    closed: { name: 'Diagnostics', title: 'How this terminal is', backTo: 'sync' },
  },
  people: {
    ...kept('People', 'People, and what they may do', () => <PeopleScreen />),
    tile: {
      icon: Warehouse,
      label: 'Warehouse',
      note: 'People, rules, imports',
      functionKey: 'F12',
    },
  },
  rules: kept('Rules', 'Rules of the warehouse', () => <RulesScreen />),
  bins: kept('Bins', 'Bins of the warehouse', () => <BinsScreen />),
  products: kept('Products', 'Products', () => <ProductsScreen />),
  terminals: kept('Terminals', 'Terminals', () => <TerminalsScreen />),
  import: {
    draw: () => <ImportScreen />,
    part: 'Import',
    closed: { name: 'Import', title: 'Import from files' },
  },
}

const named = Object.entries(screens) as [ScreenName, Registered<PlainName>][]

const isPlain = (name: ScreenName): name is PlainName => !addresses[name].path.includes(':')

/** The tiles of the jobs' screen. */
const tiles = named.flatMap(([name, { tile, closed }]) =>
  tile && isPlain(name) ? [{ ...tile, name, isClosed: closed !== undefined }] : [],
)

/** What the screens are told of each other. */
export const ways: Ways = {
  addresses,
  parts: named.flatMap(([name, { part }]) =>
    part !== undefined && isPlain(name) ? [{ value: name, label: part }] : [],
  ),
}

/** The screens as routes. The parameters of a route are what its own address names. */
export const routes = named.map(([name, screen]) => ({ path: addresses[name].path, screen }))
