import type { Tolerance } from '../counting.ts'
import type { Observation } from '../stock/index.ts'

/** What is to be counted and how; it does not change while the count runs. */
export type CountPlan = {
  readonly count: string
  /** Empty: any bin, which only makes sense with SKUs. */
  readonly bins: readonly string[]
  /** Empty: whatever is there. */
  readonly skus: readonly string[]
  /** The counter is not shown what the book says. */
  readonly blind: boolean
  /** Absent: the warehouse's. */
  readonly tolerance?: Tolerance | undefined
}

/** A place in a count: what was or is to be counted. */
export type Place = { readonly bin: string; readonly sku: string }

export type OpenCount = {
  readonly type: 'OpenCount'
  readonly count: string
  readonly bins: readonly string[]
  readonly skus?: readonly string[] | undefined
  readonly blind?: boolean | undefined
  readonly tolerance?: Tolerance | undefined
}
/** An observation: this many were there. Counted again, it is a second observation. */
export type RecordCount = { readonly type: 'RecordCount'; readonly count: string } & Place & {
    /** In stock-keeping units; zero is a count. */
    readonly quantity: number
    readonly reason?: string | undefined
    /** A new one, which begins with this figure: what is scanned into it afterwards adds to it. */
    readonly tally?: string | undefined
  }
/** One scan: adds its pack's factor to the tally that the counter is making of that SKU in that bin. */
export type ScanCount = { readonly type: 'ScanCount'; readonly count: string } & Place & {
    readonly quantity: number
    /** Scans with the same tally are one observation. */
    readonly tally: string
    /** One piece's own number: scanned twice, it counts once. */
    readonly serial?: string | undefined
  }
/** Takes back a scan or an entry, named by the id of its intention. Both stay on record. */
export type UndoCount = {
  readonly type: 'UndoCount'
  readonly count: string
  readonly line: string
}
/** Nothing is in the bin: zero of every SKU that the book has there, and the fact itself. */
export type ConfirmEmptyBin = {
  readonly type: 'ConfirmEmptyBin'
  readonly count: string
  readonly bin: string
}
/** Something in the bin that no product has a barcode for. */
export type ReportFound = {
  readonly type: 'ReportFound'
  readonly count: string
  readonly bin: string
  readonly barcode: string
  readonly quantity: number
  readonly note?: string | undefined
}
export type SubmitCount = { readonly type: 'SubmitCount'; readonly count: string }
export type RequestRecount = {
  readonly type: 'RequestRecount'
  readonly count: string
  readonly lines: readonly Place[]
}
/** Takes one observation of a place as the right one, whatever the others or the tolerance say. */
export type AcceptCountLine = {
  readonly type: 'AcceptCountLine'
  readonly count: string
  readonly line: string
  /** The figure that the screen showed. Absent: what the line says when the command is accepted. */
  readonly counted?: number | undefined
  readonly reason?: string | undefined
}
/** A line as a supervisor was shown it: another figure, or another book, is not what they approved. */
export type ShownLine = {
  readonly line: string
  readonly counted: number
  readonly book: number
}
/** Approves what is within reach of approval; the rest stays for a recount, a reason or a decision. */
export type ApproveCount = {
  readonly type: 'ApproveCount'
  readonly count: string
  /** What the screen showed. Absent: what the terminal knows to be ready when it accepts the command. */
  readonly lines?: readonly ShownLine[] | undefined
}
/** Has the terminal put into the book what was approved and is not there yet, whichever terminal approved it. */
export type PostCount = { readonly type: 'PostCount'; readonly count: string }
export type CancelCount = {
  readonly type: 'CancelCount'
  readonly count: string
  readonly reason: string
}

/** What a counter does at the bins: it commutes with what other counters do. */
export type CountingCommand = RecordCount | ScanCount | UndoCount | ConfirmEmptyBin | ReportFound
export type CountCommand =
  | OpenCount
  | CountingCommand
  | SubmitCount
  | RequestRecount
  | AcceptCountLine
  | ApproveCount
  | PostCount
  | CancelCount

/** Who made an entry, where and when, and what the terminal knew: enough to compute the book as of then. */
export type Entry = {
  /** The id of the intention that made it. */
  readonly line: string
  readonly by: string
  readonly terminal: string
  readonly sequence: number
  readonly at: string
  /** `at` is the terminal's clock; false when the counter said when. */
  readonly live: boolean
  /** It came in after the count was submitted, approved or cancelled. */
  readonly late: boolean
  /** What the counter's clock was found to be off by, in milliseconds; absent where nobody found that. */
  readonly clockOffset?: number | undefined
}

/** What the counter's terminal said of the place at that moment. */
export type Seen = {
  /** The effective book there, in stock-keeping units. */
  readonly expected: number
  /** The stock stream's last confirmed revision that it knew; -1 for none. */
  readonly known: number
  /** How often a recount of the place had been asked for, as far as the counter could know. */
  readonly round: number
}

type InCount = { readonly warehouse: string; readonly count: string }

export type CountOpened = {
  readonly type: 'CountOpened'
  readonly data: { readonly warehouse: string } & CountPlan & { readonly by: string }
}
export type CountRecorded = {
  readonly type: 'CountRecorded'
  readonly data: InCount &
    Entry &
    Place &
    Seen & {
      readonly quantity: number
      readonly reason?: string | undefined
      readonly tally?: string | undefined
    }
}
export type CountScanned = {
  readonly type: 'CountScanned'
  readonly data: InCount &
    Entry &
    Place &
    Seen & {
      readonly quantity: number
      readonly tally: string
      readonly serial?: string | undefined
    }
}
export type CountUndone = {
  readonly type: 'CountUndone'
  readonly data: InCount & { readonly line: string; readonly by: string }
}
export type BinConfirmedEmpty = {
  readonly type: 'BinConfirmedEmpty'
  readonly data: InCount &
    Entry & {
      readonly bin: string
      /** What the book had there, all of it counted as zero. */
      readonly skus: readonly ({ readonly sku: string } & Seen)[]
    }
}
export type FoundReported = {
  readonly type: 'FoundReported'
  readonly data: InCount &
    Entry & {
      readonly bin: string
      readonly barcode: string
      readonly quantity: number
      readonly note?: string | undefined
    }
}
export type CountSubmitted = {
  readonly type: 'CountSubmitted'
  readonly data: InCount & { readonly by: string }
}
export type RecountRequested = {
  readonly type: 'RecountRequested'
  readonly data: InCount & { readonly lines: readonly Place[]; readonly by: string }
}
export type CountLineAccepted = {
  readonly type: 'CountLineAccepted'
  readonly data: InCount & {
    readonly line: string
    /** What it said. Absent in what was recorded before that was kept: what it says where the event stands. */
    readonly counted?: number | undefined
    readonly reason?: string | undefined
    readonly by: string
  }
}
/** An approved line: what goes into the book, and what the book was taken to be when it was approved. */
export type ApprovedLine = {
  readonly sku: string
  readonly observation: Omit<Observation, 'count'>
  readonly book: number
  readonly reason?: string | undefined
}
/** Some lines of the count; an approval of many lines is several of these. */
export type CountLinesApproved = {
  readonly type: 'CountLinesApproved'
  readonly data: InCount & { readonly lines: readonly ApprovedLine[]; readonly by: string }
}
/** Every place of the count that has been counted is approved. */
export type CountApproved = {
  readonly type: 'CountApproved'
  readonly data: InCount & { readonly by: string }
}
/** Somebody had what was approved posted by this event's terminal. */
export type CountPostingRequested = {
  readonly type: 'CountPostingRequested'
  readonly data: InCount & { readonly by: string }
}
export type CountCancelled = {
  readonly type: 'CountCancelled'
  readonly data: InCount & { readonly reason: string; readonly by: string }
}

export type CountEvent =
  | CountOpened
  | CountRecorded
  | CountScanned
  | CountUndone
  | BinConfirmedEmpty
  | FoundReported
  | CountSubmitted
  | RecountRequested
  | CountLineAccepted
  | CountLinesApproved
  | CountApproved
  | CountPostingRequested
  | CountCancelled
