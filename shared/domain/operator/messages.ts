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
/** A PIN for once, from a supervisor: whoever has it chooses their own with it, soon. */
export type IssuePin = {
  readonly type: 'IssuePin'
  readonly operator: string
  readonly pin: PinHash
}
export type DeactivateOperator = { readonly type: 'DeactivateOperator'; readonly operator: string }
/** Takes a demotion back that left no supervisor. Derived by a terminal, never given by a person. */
export type RestoreSupervisor = { readonly type: 'RestoreSupervisor'; readonly operator: string }

export type OperatorCommand =
  | RegisterOperator
  | ChangeRole
  | ChoosePin
  | ChangePin
  | IssuePin
  | DeactivateOperator
  | RestoreSupervisor

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
/** Good for one sign-in, until then, ISO 8601: a day after the issuing terminal's clock, put right as far as is known. */
export type OperatorPinIssued = {
  readonly type: 'OperatorPinIssued'
  readonly data: { readonly operator: string; readonly pin: PinHash; readonly expiresAt: string }
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
  | OperatorPinIssued
  | OperatorDeactivated
  | SupervisorRestored
