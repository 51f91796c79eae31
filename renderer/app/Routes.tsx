import { Redirect, Route, Switch } from 'wouter'
import { adjust } from '../features/adjust/adjust.ts'
import { Home } from '../features/home/Home.tsx'
import { ConflictScreen } from '../features/conflicts/ConflictScreen.tsx'
import { ConflictsScreen } from '../features/conflicts/ConflictsScreen.tsx'
import { CountsScreen } from '../features/count/CountsScreen.tsx'
import { PlanScreen } from '../features/count/PlanScreen.tsx'
import { ReviewScreen } from '../features/count/ReviewScreen.tsx'
import { SheetScreen } from '../features/count/SheetScreen.tsx'
import { VariancesScreen } from '../features/count/VariancesScreen.tsx'
import { DiagnosticsScreen } from '../features/diagnostics/DiagnosticsScreen.tsx'
import { BinLookup } from '../features/lookup/BinLookup.tsx'
import { Lookup } from '../features/lookup/Lookup.tsx'
import { ProductLookup } from '../features/lookup/ProductLookup.tsx'
import { move } from '../features/move/move.ts'
import { pick } from '../features/pick/pick.ts'
import { receive } from '../features/receive/receive.ts'
import { BinsScreen } from '../features/people/BinsScreen.tsx'
import { PeopleScreen } from '../features/people/PeopleScreen.tsx'
import { ProductsScreen } from '../features/people/ProductsScreen.tsx'
import { RulesScreen } from '../features/people/RulesScreen.tsx'
import { TerminalsScreen } from '../features/people/TerminalsScreen.tsx'
import { ImportScreen } from '../features/setup/ImportScreen.tsx'
import { SyncScreen } from '../features/sync/SyncScreen.tsx'
import { JobScreen } from './job/JobScreen.tsx'
import { paths } from './paths.ts'

const jobs = [receive, pick, move, adjust]

/** Which screen is where, for somebody who is signed in. */
export const Routes = () => (
  <Switch>
    <Route path={paths.home}>
      <Home />
    </Route>
    {jobs.map((job) => (
      <Route key={job.name} path={paths[job.name]}>
        {/* The key: each job begins with nothing in hand. */}
        <JobScreen key={job.name} job={job} />
      </Route>
    ))}
    <Route path={paths.lookup}>
      <Lookup />
    </Route>
    <Route path={`${paths.lookup}/product/:sku`}>{({ sku }) => <ProductLookup sku={sku} />}</Route>
    <Route path={`${paths.lookup}/bin/:bin`}>{({ bin }) => <BinLookup bin={bin} />}</Route>
    <Route path={paths.sync}>
      <SyncScreen />
    </Route>
    <Route path={paths.conflicts}>
      <ConflictsScreen />
    </Route>
    <Route path={`${paths.conflicts}/:conflict`}>
      {({ conflict }) => (
        // The key: each conflict begins with a draft of its own.
        <ConflictScreen key={conflict} conflict={conflict} />
      )}
    </Route>
    <Route path={paths.counts}>
      <CountsScreen />
    </Route>
    <Route path={paths.planCount}>
      <PlanScreen />
    </Route>
    <Route path={paths.variances}>
      <VariancesScreen />
    </Route>
    <Route path={`${paths.counts}/sheet/:count`}>
      {({ count }) => <SheetScreen key={count} count={count} />}
    </Route>
    <Route path={`${paths.counts}/review/:count`}>
      {({ count }) => <ReviewScreen key={count} count={count} />}
    </Route>
    <Route path={paths.diagnostics}>
      <DiagnosticsScreen />
    </Route>
    <Route path={paths.people}>
      <PeopleScreen />
    </Route>
    <Route path={paths.rules}>
      <RulesScreen />
    </Route>
    <Route path={paths.bins}>
      <BinsScreen />
    </Route>
    <Route path={paths.products}>
      <ProductsScreen />
    </Route>
    <Route path={paths.terminals}>
      <TerminalsScreen />
    </Route>
    <Route path={paths.import}>
      <ImportScreen />
    </Route>
    <Route>
      <Redirect to={paths.home} replace />
    </Route>
  </Switch>
)
