import * as contract from '@altyn/contract/accounts/stations'
import { answer } from '#platform/http/answer'
import { toApiTime } from '#platform/http/api-values'
import { bindStation, releaseStation } from './bind-station.ts'
import { type StationRow, selectStations } from './stations.store.ts'

export const stationsRoutes = [
  answer(contract.listStations, async (ctx, { params }) => ({
    items: (await selectStations(ctx, [params.id])).map(toApiStation),
  })),
  answer(contract.bindStation, async (ctx, { params, body }) =>
    toApiStation(await bindStation(ctx, { accountId: params.id, mac: body.mac })),
  ),
  answer(contract.releaseStation, async (ctx, { params }) =>
    toApiStation(await releaseStation(ctx, params.id)),
  ),
]

function toApiStation(row: StationRow): contract.Station {
  return { ...row, from: toApiTime(row.from), until: toApiTime(row.until) }
}
