import { status, type handleUnaryCall, type ServerWritableStream } from '@grpc/grpc-js'
import { isAdmin, type Principal } from '../semantics/access.ts'
import type { User, UserOutcome, Users } from '../security/users.ts'
import type { CallContext } from './callContext.ts'
import { users as messages } from './generated.ts'
import { send, serve } from './pump.ts'
import { accessDenied, CallError, invalidArgument } from './status.ts'
import { unary } from './unary.ts'

function requireAdmin(who: Principal): void {
  if (!isAdmin(who)) throw accessDenied()
}

const isSelf = (who: Principal, loginName: string) => who.kind === 'user' && who.name === loginName

function requireOk(outcome: UserOutcome, loginName: string): void {
  switch (outcome) {
    case 'ok':
      return
    case 'not-found':
      throw notFound(loginName)
    case 'conflict':
      throw new CallError(
        status.FAILED_PRECONDITION,
        `User '${loginName}' is already there or was just changed.`,
        { exception: 'user-conflict', 'login-name': loginName },
      )
    case 'wrong-password':
      throw accessDenied()
  }
}

interface NamedRequest {
  getOptions(): { getLoginName(): string } | undefined
}

/** The service that manages users. Only admins may, but everybody may see themselves and change their password. */
export function usersHandlers(context: CallContext, users: Users) {
  /** A call that does one thing to one user. */
  const handler = <Request extends NamedRequest, Response>(
    respond: () => Response,
    act: (
      request: NonNullable<ReturnType<Request['getOptions']>>,
      loginName: string,
    ) => Promise<UserOutcome>,
    mayAlso: (who: Principal, loginName: string) => boolean = () => false,
  ): handleUnaryCall<Request, Response> =>
    unary(context, async (request, who) => {
      const options = request.getOptions() as ReturnType<Request['getOptions']>
      const loginName = options?.getLoginName() ?? ''
      if (!options || loginName === '') throw invalidArgument('A login name is required.')
      if (!mayAlso(who, loginName)) requireAdmin(who)
      requireOk(await act(options, loginName), loginName)
      return respond()
    })

  return {
    create: handler<messages.CreateReq, messages.CreateResp>(
      () => new messages.CreateResp(),
      (options, loginName) =>
        users.create({
          loginName,
          fullName: options.getFullName(),
          groups: options.getGroupsList(),
          password: options.getPassword(),
        }),
    ),
    update: handler<messages.UpdateReq, messages.UpdateResp>(
      () => new messages.UpdateResp(),
      (options, loginName) =>
        users.update(loginName, {
          fullName: options.getFullName(),
          groups: options.getGroupsList(),
          ...(options.getPassword() !== '' && { password: options.getPassword() }),
        }),
    ),
    delete: handler<messages.DeleteReq, messages.DeleteResp>(
      () => new messages.DeleteResp(),
      (_options, loginName) => users.delete(loginName),
    ),
    disable: handler<messages.DisableReq, messages.DisableResp>(
      () => new messages.DisableResp(),
      (_options, loginName) => users.update(loginName, { disabled: true }),
    ),
    enable: handler<messages.EnableReq, messages.EnableResp>(
      () => new messages.EnableResp(),
      (_options, loginName) => users.update(loginName, { disabled: false }),
    ),
    resetPassword: handler<messages.ResetPasswordReq, messages.ResetPasswordResp>(
      () => new messages.ResetPasswordResp(),
      (options, loginName) => users.update(loginName, { password: options.getNewPassword() }),
    ),
    changePassword: handler<messages.ChangePasswordReq, messages.ChangePasswordResp>(
      () => new messages.ChangePasswordResp(),
      (options, loginName) =>
        users.changePassword(loginName, options.getCurrentPassword(), options.getNewPassword()),
      isSelf,
    ),
    details: handleDetails(context, users),
  }
}

function handleDetails(context: CallContext, users: Users) {
  return (call: ServerWritableStream<messages.DetailsReq, messages.DetailsResp>): void => {
    void serve(context, call, async (gone) => {
      const who = await context.authenticate(call.metadata)
      const loginName = call.request.getOptions()?.getLoginName() ?? ''
      if (!isSelf(who, loginName)) requireAdmin(who)
      const found = loginName === '' ? users.all() : [users.get(loginName)]
      const details = found.map((user) => {
        if (!user) throw notFound(loginName)
        return toDetails(user)
      })
      await send(call, details, gone)
    })
  }
}

const notFound = (loginName: string) =>
  new CallError(status.NOT_FOUND, `User '${loginName}' is not found.`, {
    exception: 'user-not-found',
    'login-name': loginName,
  })

function toDetails(user: User): messages.DetailsResp {
  const details = new messages.DetailsResp.UserDetails()
  details.setLoginName(user.loginName)
  details.setFullName(user.fullName)
  details.setGroupsList([...user.groups])
  details.setDisabled(user.disabled)
  const time = new messages.DetailsResp.UserDetails.DateTime()
  details.setLastUpdated(time.setTicksSinceEpoch(`${user.updated}0000`))
  return new messages.DetailsResp().setUserDetails(details)
}
