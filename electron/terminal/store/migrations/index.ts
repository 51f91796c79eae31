import { journal } from './0001Journal.ts'
import { signIn } from './0002SignIn.ts'
import { settlement } from './0003Settlement.ts'
import { importQueue } from './0004Import.ts'
import { intentionIndex } from './0005IntentionIndex.ts'
import { approvalIndex } from './0006ApprovalIndex.ts'
import { clockOffset } from './0007ClockOffset.ts'
import { missing } from './0008Missing.ts'
import { gapsBefore } from './0009GapsBefore.ts'
import { commandVersion } from './0010CommandVersion.ts'
import { checksums } from './0011Checksums.ts'
import { halted } from './0012Halted.ts'
import { unreadableIndex } from './0013UnreadableIndex.ts'
import { recordChecksums } from './0014Records.ts'

/** In order; a version is never changed once it has been released. */
export const migrations = [
  journal,
  signIn,
  settlement,
  importQueue,
  intentionIndex,
  approvalIndex,
  clockOffset,
  missing,
  gapsBefore,
  commandVersion,
  checksums,
  halted,
  unreadableIndex,
  recordChecksums,
]
