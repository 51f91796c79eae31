import type { Role } from '../aggregate.ts'

/** A PIN as a salted slow hash. The PIN itself is never stored or sent. */
export type PinHash = {
  readonly algorithm: 'scrypt'
  /** scrypt's cost N, block size r and parallelisation p (RFC 7914). */
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  /** Base64. */
  readonly salt: string
  readonly hash: string
}

export type RegisterOperator = {
  readonly type: 'RegisterOperator'
  readonly operator: string
  readonly name: string
  readonly role: Role
}
export type ChangeRole = {
  readonly type: 'ChangeRole'
  readonly operator: string
  readonly role: Role
}
/** The operator's own first PIN, chosen at the first sign-in. */
export type ChoosePin = {
  readonly type: 'ChoosePin'
  readonly operator: string
  readonly pin: PinHash
}
export type ChangePin = {
  readonly type: 'ChangePin'
  readonly operator: string
  readonly pin: PinHash
}
export type DeactivateOperator = { readonly type: 'DeactivateOperator'; readonly operator: string }
/** Takes a demotion back that left no supervisor. Derived by a terminal, never given by a person. */
export type RestoreSupervisor = { readonly type: 'RestoreSupervisor'; readonly operator: string }

export type OperatorCommand =
  RegisterOperator | ChangeRole | ChoosePin | ChangePin | DeactivateOperator | RestoreSupervisor

export type OperatorRegistered = {
  readonly type: 'OperatorRegistered'
  readonly data: { readonly operator: string; readonly name: string; readonly role: Role }
}
export type OperatorRoleChanged = {
  readonly type: 'OperatorRoleChanged'
  readonly data: { readonly operator: string; readonly role: Role }
}
export type OperatorPinChanged = {
  readonly type: 'OperatorPinChanged'
  readonly data: { readonly operator: string; readonly pin: PinHash }
}
export type OperatorDeactivated = {
  readonly type: 'OperatorDeactivated'
  readonly data: { readonly operator: string }
}
/** They are an active supervisor again, since nobody else was left. */
export type SupervisorRestored = {
  readonly type: 'SupervisorRestored'
  readonly data: { readonly operator: string }
}

export type OperatorEvent =
  | OperatorRegistered
  | OperatorRoleChanged
  | OperatorPinChanged
  | OperatorDeactivated
  | SupervisorRestored
