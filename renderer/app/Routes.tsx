import { Redirect, Route, Switch } from 'wouter'
import { adjust } from '../features/adjust/adjust.ts'
import { Home } from '../features/home/Home.tsx'
import { BinLookup } from '../features/lookup/BinLookup.tsx'
import { Lookup } from '../features/lookup/Lookup.tsx'
import { ProductLookup } from '../features/lookup/ProductLookup.tsx'
import { move } from '../features/move/move.ts'
import { pick } from '../features/pick/pick.ts'
import { receive } from '../features/receive/receive.ts'
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
    <Route>
      <Redirect to={paths.home} replace />
    </Route>
  </Switch>
)
