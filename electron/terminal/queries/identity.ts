/** Who this terminal is. Undefined until it has been set up; queries of stock find nothing then. */
export type Identity = () => { readonly terminal: string; readonly warehouse: string } | undefined

export const warehouseOf = (identity: Identity): string => identity()?.warehouse ?? ''
