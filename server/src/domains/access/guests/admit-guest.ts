import { ATTRIBUTE, type PacketWriter } from '@altyn/radius'
import { systemActor } from '#platform/context'
import { isDatabaseAway } from '#platform/database-errors'
import { inTransaction } from '#platform/transaction'
import { leaseGuestAddress, toMac } from '../../network/index.ts'
import {
  type Asked,
  accept,
  type Doorkeeper,
  PLAIN_PROOF,
  type Proof,
  reject,
} from '../answer-sign-in.ts'
import type { Profile } from '../memory/read-profile.ts'
import type { RejectReason } from '../rules/refuse-login.ts'
import { toGuestClass } from '../rules/session-class.ts'

const ACTOR = systemActor('radius')
const STATION_LENGTH_MAX = 253
/** Whatever a guest is, its services are those for guests. */
const GUEST = { isGuest: true, tariffId: null, boughtIds: [] }

/** A sign-in that is not let in. Without a proof nobody knows whose it is, whatever its login says. */
type Refused = { profile: Profile | undefined; reason: RejectReason; proof?: Proof }

/**
 * Refuses a sign-in, or lets it in as a guest where the agent admits guests for this reason: with an
 * address of a segment for guests, or without one, a speed and a short session of its own.
 */
export function refuse(
  keeper: Doorkeeper,
  asked: Asked,
  { profile, reason, proof }: Refused,
): PacketWriter | Promise<PacketWriter> {
  const { settings, guestNetworks } = asked.context.client
  const isAdmitted = settings.admitsGuests.some((admitted) => admitted === reason)
  const isPossible = settings.guestsWithoutAddress || guestNetworks.length > 0
  if (!isAdmitted || !isPossible) return reject(keeper, asked, profile, reason)
  const guest = { profile: proof && profile, proof: proof ?? PLAIN_PROOF }
  if (settings.guestsWithoutAddress) return acceptGuest(keeper, asked, { ...guest, address: null })
  return acceptFromGuestPool(keeper, asked, guest).catch((error: unknown) => {
    // With the database away there is no address to give: as if no guests were admitted.
    if (!isDatabaseAway(error)) throw error
    return reject(keeper, asked, profile, reason)
  })
}

type Guest = { profile: Profile | undefined; proof: Proof }

async function acceptFromGuestPool(
  keeper: Doorkeeper,
  asked: Asked,
  guest: Guest,
): Promise<PacketWriter> {
  const { agentId, nasId, settings } = asked.context.client
  const place = { station: stationOf(asked), agentId, nasId }
  const lease = await inTransaction(keeper.ground, ACTOR, (ctx) =>
    leaseGuestAddress(ctx, { ...place, keptSeconds: settings.guestSessionSeconds }),
  )
  return lease
    ? acceptGuest(keeper, asked, { ...guest, address: lease.address })
    : reject(keeper, asked, guest.profile, 'no-guest-address')
}

/** However many logins come from one device, it is one guest. */
function stationOf({ request, login }: Asked): string {
  const told = request.readString(ATTRIBUTE['Calling-Station-Id']) ?? ''
  return (toMac(told) ?? (told || `login ${login.toLowerCase()}`)).slice(0, STATION_LENGTH_MAX)
}

function acceptGuest(
  keeper: Doorkeeper,
  asked: Asked,
  { profile, proof, address }: Guest & { address: string | null },
): PacketWriter {
  const { guestSpeed, guestSessionSeconds } = asked.context.client.settings
  const { login } = asked
  const speed = guestSpeed ?? undefined
  const services = keeper.services.given(asked.context.client, GUEST)
  const serviceIds = services.map(({ service }) => service.id)
  const grant = {
    // Rows of its account, tariff and groups are for those who have access.
    recipient: { isGuest: true },
    facts: { login, accountId: profile?.accountId, contractId: profile?.contractId },
    mark: () => toGuestClass(profile?.accountId, { speed, serviceIds }),
    speed,
    services,
    address,
    networks: [],
    sessionSeconds: guestSessionSeconds,
  }
  return accept(keeper, asked, grant, proof)
}
