import { Redirect, Route, Switch } from 'wouter'
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
import { JobScreen } from '../work/job/JobScreen.tsx'
import { paths } from '../work/screen/paths.ts'
import { ForSupervisors } from './ForSupervisors.tsx'

const jobs = [receive, pick, move, adjust]

/** Screens for everybody that need nothing but their address. */
const screens = [
  { path: paths.home, Screen: Home },
  { path: paths.lookup, Screen: Lookup },
  { path: paths.sync, Screen: SyncScreen },
  { path: paths.conflicts, Screen: ConflictsScreen },
  { path: paths.counts, Screen: CountsScreen },
  { path: paths.planCount, Screen: PlanScreen },
]

/** The same for supervisors, with what each is called where it is not opened. */
const supervisorScreens = [
  {
    path: paths.people,
    Screen: PeopleScreen,
    name: 'Warehouse',
    title: 'People, and what they may do',
  },
  { path: paths.rules, Screen: RulesScreen, name: 'Warehouse', title: 'Rules of the warehouse' },
  { path: paths.bins, Screen: BinsScreen, name: 'Warehouse', title: 'Bins of the warehouse' },
  { path: paths.products, Screen: ProductsScreen, name: 'Warehouse', title: 'Products' },
  { path: paths.terminals, Screen: TerminalsScreen, name: 'Warehouse', title: 'Terminals' },
  { path: paths.import, Screen: ImportScreen, name: 'Import', title: 'Import from files' },
  {
    path: paths.diagnostics,
    Screen: DiagnosticsScreen,
    name: 'Diagnostics',
    title: 'How this terminal is',
    backTo: 'sync',
  },
  {
    path: paths.variances,
    Screen: VariancesScreen,
    name: 'Variances',
    title: 'What counts found to be off',
    backTo: 'counts',
  },
] as const

/** Which screen is where, for somebody who is signed in. */
export const Routes = () => (
  <Switch>
    {screens.map(({ path, Screen }) => (
      <Route key={path} path={path}>
        <Screen />
      </Route>
    ))}
    {supervisorScreens.map(({ path, Screen, ...closed }) => (
      <Route key={path} path={path}>
        <ForSupervisors {...closed}>
          <Screen />
        </ForSupervisors>
      </Route>
    ))}
    {jobs.map((job) => (
      <Route key={job.name} path={paths[job.name]}>
        {/* The key: each job begins with nothing in hand. */}
        <JobScreen key={job.name} job={job} />
      </Route>
    ))}
    <Route path={`${paths.lookup}/product/:sku`}>{({ sku }) => <ProductLookup sku={sku} />}</Route>
    <Route path={`${paths.lookup}/bin/:bin`}>{({ bin }) => <BinLookup bin={bin} />}</Route>
    <Route path={`${paths.conflicts}/:conflict`}>
      {({ conflict }) => (
        // The key: each conflict begins with a draft of its own.
        <ConflictScreen key={conflict} conflict={conflict} />
      )}
    </Route>
    <Route path={`${paths.counts}/sheet/:count`}>
      {({ count }) => <SheetScreen key={count} count={count} />}
    </Route>
    <Route path={`${paths.counts}/review/:count`}>
      {({ count }) => (
        <ForSupervisors name="Review" title={`Review of count ${count}`} backTo="counts">
          <ReviewScreen key={count} count={count} />
        </ForSupervisors>
      )}
    </Route>
    <Route>
      <Redirect to={paths.home} replace />
    </Route>
  </Switch>
)
