/** Where a list page takes its rows from; keyset paging, so there is only «more». */
export type ListSource<Row> = {
  rows: readonly Row[]
  state: 'loading' | 'ready' | 'failed'
  error: unknown
  /** The shown rows belong to the previous question and are being replaced. */
  isRefreshing: boolean
  total: number | undefined
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
  reload: () => void
  /** Every row that matches, read page by page: for the export. */
  readAll?: (onProgress: (count: number) => void) => Promise<readonly Row[]>
}
