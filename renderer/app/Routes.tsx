import { Redirect, Route, Switch } from 'wouter'
import { ForSupervisors } from './ForSupervisors.tsx'
import { routes, ways } from './registry.tsx'

type Screen = (typeof routes)[number]['screen']
type Params = Parameters<Screen['draw']>[0]

const Opened = ({ screen: { draw, closed }, params }: { screen: Screen; params: Params }) => {
  if (closed === undefined) return draw(params)
  const title = typeof closed.title === 'string' ? closed.title : closed.title(params)
  return (
    <ForSupervisors {...closed} title={title}>
      {draw(params)}
    </ForSupervisors>
  )
}

/** Which screen is where, for somebody who is signed in. */
export const Routes = () => (
  <Switch>
    {routes.map(({ path, screen }) => (
      <Route key={path} path={path}>
        {(params) => <Opened screen={screen} params={params} />}
      </Route>
    ))}
    <Route>
      <Redirect to={ways.addresses.home.path} replace />
    </Route>
  </Switch>
)
