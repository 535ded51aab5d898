/** A right to do something alone for a while, given to one process at a time: for what comes before jobs can be had. */
export interface Leases {
  /** Takes or renews `name` for `holder` until `untilAt`; `false` while another holds it. */
  take(name: string, holder: string, times: { now: number; untilAt: number }): Promise<boolean>;
}
