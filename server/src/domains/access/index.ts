export { toApiCause, toApiCommand, toApiRejection } from './access.routes.ts'
export {
  selectAppliedStates as findAppliedStates,
  selectLastCommands as findLastCommands,
} from './commands/commands.store.ts'
export { escalateCommands } from './commands/escalate-commands.ts'
export { probeSessions } from './commands/probe-sessions.ts'
export { type Messenger, repeatCommands, sendCommands } from './commands/send-commands.ts'
export { recogniseDhcpAgent } from './dhcp/recognise-agent.ts'
export { settleEmergencies } from './emergency/declare-emergency.ts'
export { endBarredSessions } from './end-barred-sessions.ts'
export { followAllSpeeds } from './follow-speeds.ts'
export { releaseGuests } from './guests/release-guests.ts'
export { enforceStates, followSpeeds } from './order-network.ts'
export { readDueSpeeds } from './read-speed-plans.ts'
export { selectLastRejections as findLastRejections } from './rejections.store.ts'
export { followAllServices, followServicesEverywhere } from './session-services/follow-services.ts'
export { followServices } from './session-services/order-services.ts'
