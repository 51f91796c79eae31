import assert from 'node:assert/strict'
import type { AnyContractProcedure } from '@orpc/contract'

/** Throws where an answer is not what the contract says of the procedure's. */
export async function fitsOutput(procedure: AnyContractProcedure, answer: unknown): Promise<void> {
  const schema = procedure['~orpc'].outputSchema
  const result = await schema?.['~standard'].validate(answer)
  assert.equal(result?.issues, undefined, 'the answer is of the contract')
}
