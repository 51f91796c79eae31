/** Did the movement in question happen before the bin was counted, or after? */
export type Ruling = 'before-count' | 'after-count'
/**
 * One ruling for each movement and observation that somebody was asked about, and for no others. A movement's are kept
 * by the count line that it overlaps; those of a posting by the intention of the movement that overlaps it.
 */
export type Rulings = Readonly<Record<string, Ruling>>
